import { graphileWorkerPeer } from "./peers/graphile-worker-peer.ts";
import { BATCH, type OpenPeer } from "./peers/peer.ts";
import { pgBossPeer } from "./peers/pg-boss-peer.ts";
import { quadBusPeer } from "./peers/quad-bus-peer.ts";
import { quadOutboxPeer, quadRelayPeer } from "./peers/quad-outbox-peer.ts";
import { printResult } from "./print-result.ts";
import { scratchPostgres } from "./scratch-postgres.ts";

const MESSAGES = 20_000;
const ROUNDS = 3;
const PEERS: readonly OpenPeer[] = [
  quadBusPeer,
  quadRelayPeer,
  quadOutboxPeer,
  pgBossPeer,
  graphileWorkerPeer,
];

/** Publish and consume rates on one durable Postgres; the best of interleaved rounds. */
export async function messages(): Promise<void> {
  const server = await scratchPostgres();
  const bodies = Array.from({ length: MESSAGES }, (_, index) => ({
    orderId: `order-${index % 1_000}`,
    position: index,
    text: "x".repeat(200),
  }));
  const best = new Map<string, { publish: number; consume: number }>();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const open of PEERS) {
        const peer = await open(server);
        const publish = await rate(() => peer.publish(bodies));
        const consume = await rate(() => peer.consume(MESSAGES));
        await peer.stop();
        const previous = best.get(peer.name) ?? { publish: 0, consume: 0 };
        best.set(peer.name, {
          publish: Math.max(previous.publish, publish),
          consume: Math.max(previous.consume, consume),
        });
      }
    }
  } finally {
    await server.stop();
  }
  print(best);
}

async function rate(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(MESSAGES / ((performance.now() - startedAt) / 1000));
}

function print(best: ReadonlyMap<string, { publish: number; consume: number }>): void {
  const base = best.get("pg-boss") ?? { publish: 1, consume: 1 };
  printResult(
    `Messages through one durable Postgres (${MESSAGES} of 250 bytes, batches of ${BATCH}, best of ${ROUNDS} rounds)`,
    ["system", "publish/s", "× pg-boss", "consume/s", "× pg-boss"],
    [...best].map(([name, { publish, consume }]) => [
      name,
      publish,
      (publish / base.publish).toFixed(2),
      consume,
      (consume / base.consume).toFixed(2),
    ]),
  );
}
