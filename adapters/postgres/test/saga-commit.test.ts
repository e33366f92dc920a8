import { systemClock as clock } from "@quad/clock";
import type { Tx } from "@quad/database";
import { defineSaga, refusal, type StepCall } from "@quad/saga";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { postgresSagas } from "../src/saga/postgres-sagas.ts";
import { openSagaDatabase } from "./open-saga-database.ts";
import { quietLog as log, type TripSchema } from "./saga-trip.ts";

const RETRY = { attemptsMax: 3, delayMs: 1, delayMsMax: 1 };

type Action = (call: StepCall<object, object>) => Promise<unknown>;

/** A saga of one step, after one that its begin has done and that can be undone. */
async function openBooking(action: Action) {
  const { database, url } = await openSagaDatabase();
  const note = (key: string) => (tx: Tx<TripSchema>) =>
    tx.sql.insertInto("effect").values({ key, calls: 1 }).execute();
  const booking = defineSaga<object>({ name: "booking", version: 1 })
    .step({ name: "opened", compensate: async ({ commitWith }) => commitWith(note("closed")) })
    .step({ name: "book", retry: RETRY, action: (call) => action(call) });
  const sagas = postgresSagas({ database, url, definitions: [booking], clock, log });
  await sagas.start();
  onTestFinished(() => sagas.stop());
  return {
    database,
    note,
    effects: async () =>
      (await database.sql.selectFrom("effect").select("key").orderBy("key").execute()).map(
        ({ key }) => key,
      ),
    async run() {
      await sagas.begin(booking, "1", {});
      return await sagas.wait("1");
    },
  };
}

test("what a step does by commitWith is one commit with the progress of its saga", async () => {
  let transactions: unknown[] = [];
  const place = await openBooking(async ({ commitWith }) => {
    commitWith(async (tx: Tx<TripSchema>) => {
      await place.note("booked")(tx);
      const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::xid as id`.execute(
        tx.sql,
      );
      transactions = rows.map(({ id }) => id);
    });
  });
  expect(await place.run()).toMatchObject({
    status: "done",
    steps: [{ name: "opened", status: "done" }, { name: "book" }],
  });
  const { rows } = await sql<{ saga: string; effect: string }>`
    select saga.xmin as saga, effect.xmin as effect from quad_saga.saga, effect
  `.execute(place.database.sql);
  expect(rows).toEqual([{ saga: transactions[0], effect: transactions[0] }]);
});

test("also when it refuses; then what its begin has done is undone", async () => {
  const place = await openBooking(async ({ commitWith }) => {
    commitWith(place.note("refused"));
    throw refusal("full");
  });
  expect(await place.run()).toMatchObject({ status: "compensated", reason: "full" });
  expect(await place.effects()).toEqual(["closed", "refused"]);
});

test("of a call of which nobody knows nothing is committed", async () => {
  const place = await openBooking(async ({ commitWith, attempt }) => {
    commitWith(place.note(`attempt ${attempt}`));
    if (attempt < 3) throw new Error("lost");
  });
  expect(await place.run()).toMatchObject({ status: "done" });
  expect(await place.effects()).toEqual(["attempt 3"]);
});

test("an effect that fails leaves nothing behind, and the step is called again", async () => {
  const place = await openBooking(async ({ commitWith, attempt }) => {
    commitWith(async (tx: Tx<TripSchema>) => {
      await place.note(`attempt ${attempt}`)(tx);
      if (attempt < 2) throw new Error("not now");
    });
  });
  expect(await place.run()).toMatchObject({ status: "done" });
  expect(await place.effects()).toEqual(["attempt 2"]);
});

test("nor does one whose saga has passed to another coordinator", async () => {
  let calls = 0;
  const place = await openBooking(async ({ commitWith }) => {
    calls++;
    const isFirst = calls === 1;
    if (isFirst) {
      await sql`
        update quad_saga.saga set owner = null, epoch = epoch + 1, due_at = now()
      `.execute(place.database.sql);
    }
    commitWith(place.note(`call ${calls}`));
  });
  expect(await place.run()).toMatchObject({ status: "done" });
  expect(await place.effects()).toEqual(["call 2"]);
});
