import type { Tx } from "@quad/database";
import type { Sagas } from "@quad/saga";
import type { SagaContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";

/** Each service has its own, in its database. */
export const sagaPort = definePort<Sagas<Tx<unknown>>, SagaContext>()({
  setting: "QUAD_SAGA",
  default: "postgres:",
  meaning: "Where sagas are kept: in the database of the service whose they are",
  adapters: {
    "postgres:": {
      open: async (context) => {
        const { postgresSagas } = await import("@quad/postgres/sagas");
        return postgresSagas({ ...context, url: context.databaseUrl });
      },
    },
  },
});
