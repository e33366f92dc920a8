import { DBOS } from "@dbos-inc/dbos-sdk";
import { CONNECTIONS, runShop, type ShopOrder } from "./shop.ts";

/** A shop whose orders are DBOS workflows. */
await runShop(async (systemDatabaseUrl, steps) => {
  const step = <T>(name: string, run: () => Promise<T>) => DBOS.runStep(run, { name });
  const checkout = DBOS.registerWorkflow(
    async (order: ShopOrder) => {
      await step("create-order", () => steps.create(order));
      if (!(await step("reserve-stock", () => steps.reserve(order)))) {
        await step("cancel-order", () => steps.cancel(order));
        return "cancelled";
      }
      await step("take-payment", () => steps.takePayment(order));
      await step("confirm-order", () => steps.confirm(order));
      return "confirmed";
    },
    { name: "checkout" },
  );
  DBOS.setConfig({
    name: "shop",
    systemDatabaseUrl,
    systemDatabasePoolSize: CONNECTIONS,
    logLevel: "error",
    runAdminServer: false,
  });
  await DBOS.launch();
  /** Of orders that are still to be asked for: by the database, answers would come by polling. */
  const ends = new Map<string, Promise<string>>();
  return {
    async begin(order) {
      const handle = await DBOS.startWorkflow(checkout, { workflowID: order.id })(order);
      ends.set(order.id, handle.getResult());
    },
    async end(id) {
      const status = await ends.get(id);
      ends.delete(id);
      return status ?? "unknown";
    },
    stop: () => DBOS.shutdown(),
  };
});
