import type { Bus } from "@quad/bus";
import type { AdapterContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";
import { postgresUrl } from "./postgres-url.ts";

/** Topics say whose they are, and a service's group is its name. */
export const busPort = definePort<Bus, AdapterContext>()({
  setting: "QUAD_BUS",
  default: "postgres:",
  meaning: "Events between services",
  adapters: {
    "postgres:": {
      // One publishes, two consume, one listens.
      connections: 4,
      open: async (context) => {
        const { postgresBus } = await import("@quad/postgres/bus");
        return postgresBus({ ...context, url: await postgresUrl(context, "bus") });
      },
    },
    "memory:": {
      note: "one process",
      open: async ({ clock }) => (await import("@quad/bus")).memoryBus({ clock }),
    },
  },
});
