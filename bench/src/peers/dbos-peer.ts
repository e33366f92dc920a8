import { DBOS } from "@dbos-inc/dbos-sdk";
import { type OpenSagaPeer, step } from "./saga-peer.ts";

/** As many as its documentation has by default: more did not make it faster. */
const CONNECTIONS = 10;

const checkout = DBOS.registerWorkflow(
  async () => {
    await DBOS.runStep(step, { name: "create-order" });
    await DBOS.runStep(step, { name: "reserve-stock" });
    await DBOS.runStep(step, { name: "take-payment" });
    await DBOS.runStep(step, { name: "confirm-order" });
  },
  { name: "checkout" },
);

/** DBOS: durable workflows, each step recorded. There is one of it in a process. */
export const dbosPeer: OpenSagaPeer = {
  name: "DBOS",
  async open(server) {
    DBOS.setConfig({
      name: "bench",
      systemDatabaseUrl: await server.databaseUrl("bench_dbos"),
      systemDatabasePoolSize: CONNECTIONS,
      logLevel: "error",
      runAdminServer: false,
    });
    await DBOS.launch();
    return {
      async checkout(id) {
        const handle = await DBOS.startWorkflow(checkout, { workflowID: id })();
        await handle.getResult();
      },
      stop: () => DBOS.shutdown(),
    };
  },
};
