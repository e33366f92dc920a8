import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { postgresSagas } from "@quad/postgres/sagas";
import { defineSaga } from "@quad/saga";
import { type OpenSagaPeer, step } from "./saga-peer.ts";

const undo = async () => {};

/** A client that wants to know asks the store, which is one read more than a service needs. */
export const quadSagaPeer: OpenSagaPeer = {
  name: "Quad saga",
  async open({ log, databaseUrl }) {
    const atTheEnd = new Map<string, () => void>();
    const checkout = defineSaga<object>({ name: "checkout", version: 1 })
      .step({ name: "create-order", action: step, compensate: undo })
      .step({ name: "reserve-stock", action: step, compensate: undo })
      .step({ name: "take-payment", action: step, compensate: undo })
      .step({ name: "confirm-order", action: async ({ sagaId }) => atTheEnd.get(sagaId)?.() });
    // A service without tables of its own.
    const folder = await mkdtemp(join(tmpdir(), "quad-bench-"));
    const migrations = pathToFileURL(`${folder}/`);
    const url = await databaseUrl("bench_saga");
    const database = openDatabase<object>({ url, service: "bench", migrations, clock, log });
    await database.start();
    const sagas = postgresSagas({ database, url, definitions: [checkout], clock, log });
    await sagas.start();
    return {
      async checkout(id) {
        const { promise, resolve } = Promise.withResolvers<void>();
        atTheEnd.set(id, resolve);
        await sagas.begin(checkout, id, {});
        await promise;
        atTheEnd.delete(id);
        while ((await sagas.get(id))?.status !== "done") await sleep(1);
      },
      async stop() {
        await sagas.stop();
        await database.stop();
        await rm(folder, { recursive: true });
      },
    };
  },
};
