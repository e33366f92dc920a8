import type { Tx } from "@quad/database";
import type { EventStore } from "@quad/event-store";
import type { EventStoreContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";

/** Each service has its own, in its database. */
export const eventStorePort = definePort<EventStore<Tx<unknown>>, EventStoreContext>()({
  setting: "QUAD_EVENT_STORE",
  default: "postgres:",
  meaning: "Streams of events, in the database of the service whose state they are",
  adapters: {
    "postgres:": {
      open: async (context) => {
        const { postgresEventStore } = await import("@quad/postgres/event-store");
        return postgresEventStore({ ...context, url: context.databaseUrl });
      },
    },
  },
});
