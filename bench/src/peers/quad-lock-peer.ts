import { systemClock } from "@quad/clock";
import { postgresLocks } from "@quad/postgres/locks";
import type { OpenLockPeer } from "./lock-peer.ts";

const WAIT_MS = 60_000;
/** As two processes would have it: half of the handovers go from one to the other. */
const INSTANCES = 2;

/** Quad's Postgres locks: leases with tokens, durable, first come first served. */
export const quadLockPeer: OpenLockPeer = {
  name: "Quad lock",
  promises: "lease, token, order",
  async open(server) {
    const url = await server.databaseUrl("bench_quad_lock");
    const options = { url, log: server.log, clock: systemClock };
    const instances = Array.from({ length: INSTANCES }, () => postgresLocks(options));
    for (const locks of instances) await locks.start();
    return {
      async turn(client, name) {
        const lease = await instances[client % INSTANCES]?.acquire(name, { waitMs: WAIT_MS });
        await lease?.release();
      },
      async stop() {
        for (const locks of instances) await locks.stop();
      },
    };
  },
};
