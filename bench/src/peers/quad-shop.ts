import { systemClock as clock } from "@quad/clock";
import { postgresSagas } from "@quad/postgres/sagas";
import { defineSaga, refusal } from "@quad/saga";
import { createLogger } from "@quad/telemetry";
import { bareDatabase } from "../bare-database.ts";
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
  const database = await bareDatabase({ url, service: "shop", log, poolMax: CONNECTIONS });
  const sagas = postgresSagas({ database, url, definitions: [checkout], clock, log });
  await sagas.start();
  return {
    begin: async (order) => void (await sagas.begin(checkout, order.id, order)),
    end: async (id) => ((await sagas.wait(id)).status === "done" ? "confirmed" : "cancelled"),
    async stop() {
      await sagas.stop();
      await database.stop();
    },
  };
});
