import type { Bus } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { postgresBus } from "@quad/postgres/bus";
import { v7 as uuidv7 } from "uuid";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { BATCH, type Peer } from "./peer.ts";

const TOPIC = "bench.message";

/** Quad's Postgres bus: one group, order kept by key, at least once. */
export async function quadBusPeer(server: ScratchPostgres): Promise<Peer> {
  const url = await server.databaseUrl("bench_quad_bus");
  const bus = postgresBus({ url, log: server.log, clock: systemClock });
  await bus.start();
  return {
    name: "Quad bus",
    async publish(bodies) {
      for (let start = 0; start < bodies.length; start += BATCH) {
        await bus.publish(
          bodies.slice(start, start + BATCH).map((body) => ({
            id: uuidv7(),
            topic: TOPIC,
            key: (body as { orderId: string }).orderId,
            body,
            headers: {},
          })),
        );
      }
    },
    consume: (count) => consumeAll(bus, TOPIC, count),
    stop: () => bus.stop(),
  };
}

/** Resolves when the group has handled and acknowledged `count` messages of a topic. */
export async function consumeAll(bus: Bus, topic: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let done = 0;
  const member = bus.subscribe({
    group: "bench",
    topics: [topic],
    handle: async () => {
      if (++done === count) resolve();
    },
  });
  await member.start();
  await promise;
  await member.stop();
}
