import { type DifferingColumns, describeTables } from "@quad/database/testing";
import { expect, expectTypeOf, test } from "vitest";
import type { OrdersSchema } from "../src/orders-schema.ts";
import type { Tables } from "./tables.ts";

test("the tables that the code declares are those that the migrations make", async () => {
  expectTypeOf<DifferingColumns<OrdersSchema, Tables>>().toBeNever();
  const migrations = new URL("../migrations/", import.meta.url);
  await expect(await describeTables(migrations)).toMatchFileSnapshot("./tables.ts");
});
