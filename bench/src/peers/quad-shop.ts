import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock as clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { postgresSagas } from "@quad/postgres/sagas";
import { defineSaga, refusal } from "@quad/saga";
import { createLogger } from "@quad/telemetry";
import { CONNECTIONS, runShop, type ShopOrder } from "./shop.ts";

/** The same shop, and its orders are sagas of Quad. */
await runShop(async (url, steps) => {
  const checkout = defineSaga<ShopOrder>({ name: "checkout", version: 1 })
    .step({
      name: "create-order",
      action: ({ input }) => steps.create(input),
      compensate: ({ input }) => steps.cancel(input),
    })
    .step({
      name: "reserve-stock",
      async action({ input }) {
        if (!(await steps.reserve(input))) throw refusal("out of stock");
      },
      // What follows is repeated until it is done.
      compensate: async () => {},
    })
    .step({
      name: "take-payment",
      action: ({ input }) => steps.takePayment(input),
      compensate: async () => {},
    })
    .step({ name: "confirm-order", action: ({ input }) => steps.confirm(input) });
  const log = createLogger({ service: "shop", level: "error", format: "pretty" });
  // All that it keeps is the saga's own.
  const folder = await mkdtemp(join(tmpdir(), "quad-bench-"));
  const migrations = pathToFileURL(`${folder}/`);
  const database = openDatabase<object>({
    ...{ url, service: "shop", migrations, clock, log, poolMax: CONNECTIONS },
  });
  await database.start();
  const sagas = postgresSagas({ database, url, definitions: [checkout], clock, log });
  await sagas.start();
  return {
    begin: async (order) => void (await sagas.begin(checkout, order.id, order)),
    end: async (id) => ((await sagas.wait(id)).status === "done" ? "confirmed" : "cancelled"),
    async stop() {
      await sagas.stop();
      await database.stop();
      await rm(folder, { recursive: true });
    },
  };
});
