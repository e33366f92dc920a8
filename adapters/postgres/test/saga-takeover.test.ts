import { spawn } from "node:child_process";
import { once } from "node:events";
import { systemClock as clock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { eventually } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";
import { postgresSagas } from "../src/saga/postgres-sagas.ts";
import { cuttable } from "./cuttable.ts";
import { quietLog as log, sagaMigrations, tripDatabase, tripSaga } from "./saga-trip.ts";

const SAGAS = 60;
const PATIENCE_MS = 30_000;

/** A started coordinator; it goes with the test. */
async function openSagas(url: string) {
  const database = tripDatabase(url);
  await database.start();
  const trip = tripSaga(database);
  const sagas = postgresSagas({ database, url, definitions: [trip], clock, log });
  await sagas.start();
  onTestFinished(async () => {
    await sagas.stop();
    await database.stop();
  });
  return { database, trip, sagas };
}

test.each([1, 90, 91, 240])(
  "a process killed at moment %i leaves no saga behind",
  async (moment) => {
    await using fresh = await freshDatabase({ migrations: sagaMigrations });
    const program = `${import.meta.dirname}/saga-process.ts`;
    const child = spawn(process.execPath, [program, fresh.url, String(SAGAS), String(moment)], {
      stdio: "inherit",
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");

    const { database, trip, sagas } = await openSagas(fresh.url);
    const ids = Array.from({ length: SAGAS }, (_, nth) => `trip-${nth}`);
    await Promise.all(ids.map((id) => sagas.begin(trip, id, {})));
    await eventually(() => sagas.counts(), {
      ...{ withinMs: PATIENCE_MS, what: "all sagas have ended" },
      until: ({ running, compensating }) => running + compensating === 0,
    });
    const isOdd = (id: string) => /[13579]$/.test(id);
    for (const id of ids) {
      expect(await sagas.get(id)).toMatchObject({ status: isOdd(id) ? "compensated" : "done" });
    }
    const keys = (await database.sql.selectFrom("effect").select("key").execute()).map(
      ({ key }) => key,
    );
    const actions = (id: string) => ["order", "stock", "pay"].map((step) => `trip.${step}/${id}`);
    const expected = ids.flatMap((id) => [
      ...actions(id),
      ...(isOdd(id)
        ? actions(id).map((key) => key.replace("/", ".undo/"))
        : [`trip.confirm/${id}`]),
    ]);
    expect(keys.sort()).toEqual(expected.sort());
    await sagas.stop();
    await database.stop();
  },
);

test("while the server is away it says so; when it is back, all goes on", async () => {
  await using fresh = await freshDatabase({ migrations: sagaMigrations });
  await using network = await cuttable({ url: fresh.url });
  const { database, trip, sagas } = await openSagas(network.url);
  await Promise.all(
    Array.from({ length: SAGAS }, (_, nth) => sagas.begin(trip, `trip-${nth}`, {})),
  );
  network.cut();
  const refused = { code: "SAGAS_UNAVAILABLE" };
  await expect(sagas.begin(trip, "late-2", {})).rejects.toMatchObject(refused);
  await expect(sagas.get("trip-1")).rejects.toMatchObject(refused);
  network.restore();
  await sagas.begin(trip, "late-2", {});
  await eventually(() => sagas.counts(), {
    ...{ withinMs: PATIENCE_MS, what: "all sagas have ended" },
    until: ({ running, compensating }) => running + compensating === 0,
  });
  expect(await sagas.get("late-2")).toMatchObject({ status: "done" });
  expect(await sagas.counts()).toMatchObject({ parked: 0 });
  await sagas.stop();
  await database.stop();
});
