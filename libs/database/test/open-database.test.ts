import { type FreshDatabase, freshDatabase } from "@quad/database/testing";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { afterAll, beforeAll } from "vitest";
import { makeBank, migrations } from "./bank.ts";

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase({ migrations });
});
afterAll(() => fresh[Symbol.asyncDispose]());

testLifecycle("openDatabase", {
  make: () => makeBank(fresh.url),
  works: (database) =>
    database.ping().then(
      () => true,
      () => false,
    ),
});
