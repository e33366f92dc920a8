import { PgBoss } from "pg-boss";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { BATCH, type Peer } from "./peer.ts";

const LOOPS = 4;
const QUEUE = "bench";

/** pg-boss at its best: bulk insert, then fetch and complete in batches without polling pauses. */
export async function pgBossPeer(server: ScratchPostgres): Promise<Peer> {
  const boss = new PgBoss({
    connectionString: await server.databaseUrl("bench_pg_boss"),
    supervise: false,
    schedule: false,
    max: LOOPS + 1,
  });
  // Its connections end with the server, after the last figure.
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue(QUEUE);
  return {
    name: "pg-boss",
    async publish(bodies) {
      for (let start = 0; start < bodies.length; start += BATCH) {
        const batch = bodies.slice(start, start + BATCH);
        await boss.insert(
          QUEUE,
          batch.map((data) => ({ data })),
        );
      }
    },
    async consume(count) {
      let done = 0;
      const loop = async () => {
        while (done < count) {
          const jobs = await boss.fetch(QUEUE, { batchSize: BATCH });
          if (jobs.length === 0) return;
          await boss.complete(
            QUEUE,
            jobs.map((job) => job.id),
          );
          done += jobs.length;
        }
      };
      await Promise.all(Array.from({ length: LOOPS }, loop));
    },
    async stop() {
      await boss.deleteQueue(QUEUE);
      await boss.stop({ graceful: false });
    },
  };
}
