import { setTimeout as sleep } from "node:timers/promises";
import { systemClock as clock } from "@quad/clock";
import { postgresSagas } from "@quad/postgres/sagas";
import { defineSaga } from "@quad/saga";
import { bareDatabase } from "../bare-database.ts";
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
    const url = await databaseUrl("bench_saga");
    const database = await bareDatabase({ url, service: "bench", log });
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
      },
    };
  },
};
