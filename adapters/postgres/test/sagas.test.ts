import { testSagas } from "@quad/saga/conformance";
import { postgresSagaStore } from "../src/saga/postgres-saga-store.ts";
import { openSagaDatabase } from "./open-saga-database.ts";

testSagas("postgres", async () => {
  const database = await openSagaDatabase();
  return {
    store: () => postgresSagaStore(database),
    transaction: (work) => database.transaction(work),
  };
});
