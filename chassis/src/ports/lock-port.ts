import type { Locks } from "@quad/lock";
import { scopedLocks } from "@quad/lock/scoped";
import type { AdapterContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";
import { postgresUrl } from "./postgres-url.ts";

export const lockPort = definePort<Locks, AdapterContext>()({
  setting: "QUAD_LOCK",
  default: "postgres:",
  meaning: "Locks between processes",
  adapters: {
    "postgres:": {
      // Two connections for each of two kinds of turns, and one that listens.
      connections: 5,
      open: async (context) => {
        const { postgresLocks } = await import("@quad/postgres/locks");
        return postgresLocks({ ...context, url: await postgresUrl(context, "lock") });
      },
    },
    "memory:": {
      note: "one process",
      open: async ({ clock }) => (await import("@quad/lock")).memoryLocks({ clock }),
    },
  },
  scope: scopedLocks,
});
