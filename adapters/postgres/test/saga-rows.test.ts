import { systemClock as clock } from "@quad/clock";
import { eventually } from "@quad/testkit";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { postgresSagas } from "../src/saga/postgres-sagas.ts";
import { openSagaDatabase } from "./open-saga-database.ts";
import { quietLog as log, tripSaga } from "./saga-trip.ts";

const PATIENCE_MS = 20_000;

interface Updates {
  readonly all: number;
  readonly hot: number;
}

test("of the writes of a saga's steps only the last touches an index", async () => {
  const { database, url } = await openSagaDatabase();
  const trip = tripSaga(database);
  const sagas = postgresSagas({ database, url, definitions: [trip], clock, log });
  await sagas.start();
  onTestFinished(() => sagas.stop());
  await sagas.begin(trip, "trip-2", {});
  expect(await sagas.wait("trip-2")).toMatchObject({ status: "done" });
  // What a connection has counted is known to all at its end.
  await sagas.stop();
  await database.stop();
  await database.start();
  const updates = await eventually(
    async () => {
      const { rows } = await sql<Updates>`
        select n_tup_upd::integer as all, n_tup_hot_upd::integer as hot
        from pg_stat_user_tables where schemaname = 'quad_saga' and relname = 'saga'
      `.execute(database.sql);
      return rows[0];
    },
    {
      withinMs: PATIENCE_MS,
      what: "the server has counted the writes",
      until: (seen) => seen?.all === trip.steps.length,
    },
  );
  expect(updates).toEqual({ all: trip.steps.length, hot: trip.steps.length - 1 });
});
