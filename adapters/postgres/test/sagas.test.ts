import { systemClock as clock } from "@quad/clock";
import { testSagas } from "@quad/saga/conformance";
import { postgresSagaStore } from "../src/saga/postgres-saga-store.ts";
import { openSagaDatabase } from "./open-saga-database.ts";

testSagas("postgres", async () => {
  const { database, url } = await openSagaDatabase();
  return {
    store: () => postgresSagaStore({ database, url, clock }),
    transaction: (work) => database.transaction(work),
  };
});
