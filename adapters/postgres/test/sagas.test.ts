import { systemClock as clock } from "@quad/clock";
import { sagaSuite } from "@quad/saga/conformance";
import { testAdapter } from "@quad/testkit";
import { postgresSagaStore } from "../src/saga/postgres-saga-store.ts";
import { openSagaDatabase } from "./open-saga-database.ts";

testAdapter(sagaSuite, "postgres", async () => {
  const { database, url } = await openSagaDatabase();
  return {
    open: () => postgresSagaStore({ database, url, clock }),
    transaction: (work) => database.transaction(work),
  };
});
