import { Logger, makeWorkerUtils, run } from "graphile-worker";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { BATCH, type Peer } from "./peer.ts";

const CONCURRENCY = 24;
const silent = new Logger(() => () => {});

/** graphile-worker as its documentation tunes it for speed: local queue, batched completion. */
export async function graphileWorkerPeer(server: ScratchPostgres): Promise<Peer> {
  const connectionString = await server.databaseUrl("bench_graphile_worker");
  const utils = await makeWorkerUtils({ connectionString, logger: silent });
  await utils.migrate();
  return {
    name: "graphile-worker",
    async publish(bodies) {
      for (let start = 0; start < bodies.length; start += BATCH) {
        const batch = bodies.slice(start, start + BATCH);
        await utils.addJobs(batch.map((payload) => ({ identifier: "bench", payload })));
      }
    },
    async consume(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      let done = 0;
      const runner = await run({
        connectionString,
        logger: silent,
        noHandleSignals: true,
        concurrency: CONCURRENCY,
        preset: {
          worker: {
            localQueue: { size: BATCH },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
        taskList: {
          bench: () => {
            if (++done === count) resolve();
          },
        },
      });
      await promise;
      await runner.stop();
    },
    stop: async () => {
      await utils.release();
    },
  };
}
