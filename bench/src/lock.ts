import { advisoryLockPeer } from "./peers/advisory-lock-peer.ts";
import type { LockPeer, OpenLockPeer } from "./peers/lock-peer.ts";
import { quadLockPeer } from "./peers/quad-lock-peer.ts";
import { printResult } from "./print-result.ts";
import { scratchPostgres } from "./scratch-postgres.ts";

const TURNS = 1_600;
const CLIENTS = 8;
const ROUNDS = 3;
const PEERS: readonly OpenLockPeer[] = [quadLockPeer, advisoryLockPeer];

/** Who wants which lock. */
const LOADS: Readonly<Record<string, { clients: number; nameOf: (client: number) => string }>> = {
  "one client": { clients: 1, nameOf: () => "alone" },
  "a name each": { clients: CLIENTS, nameOf: (client) => `own ${client}` },
  "one name": { clients: CLIENTS, nameOf: () => "contended" },
};

/** Turns a second at locks on one durable Postgres; the best of interleaved rounds. */
export async function lock(): Promise<void> {
  const server = await scratchPostgres();
  const best = new Map<string, Map<string, number>>();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const { name, open } of PEERS) {
        const peer = await open(server, CLIENTS);
        const rates = best.get(name) ?? new Map<string, number>();
        best.set(name, rates);
        for (const [load, { clients, nameOf }] of Object.entries(LOADS)) {
          const rate = await turnsPerSecond(peer, clients, nameOf);
          rates.set(load, Math.max(rates.get(load) ?? 0, rate));
        }
        await peer.stop();
      }
    }
  } finally {
    await server.stop();
  }
  printResult(
    `Turns a second at a lock: taken and released (${TURNS} turns, ${CLIENTS} clients, best of ${ROUNDS} rounds)`,
    ["system", "promises", ...Object.keys(LOADS)],
    PEERS.map(({ name, promises }) => [name, promises, ...(best.get(name)?.values() ?? [])]),
  );
}

async function turnsPerSecond(
  peer: LockPeer,
  clients: number,
  nameOf: (client: number) => string,
): Promise<number> {
  const startedAt = performance.now();
  const work = async (client: number) => {
    for (let turn = 0; turn < TURNS / clients; turn++) await peer.turn(client, nameOf(client));
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return Math.round(TURNS / ((performance.now() - startedAt) / 1_000));
}
