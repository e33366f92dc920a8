import { fileURLToPath } from "node:url";
import { EMMETT, findEmmett } from "./peers/emmett-peer.ts";
import type { EventPeer, OpenEventPeer } from "./peers/event-peer.ts";
import { CALLERS } from "./peers/event-peer.ts";
import { quadEventStorePeer } from "./peers/quad-event-store-peer.ts";
import { printResult } from "./print-result.ts";
import { scratchPostgres } from "./scratch-postgres.ts";

const STREAMS = 400;
const EVENTS_PER_STREAM = 10;
const EVENTS = STREAMS * EVENTS_PER_STREAM;
const READS = 4_000;
const ROUNDS = 3;
/** Where a person may have installed peers that are no dependency. */
const PEERS_FOLDER =
  process.env.QUAD_BENCH_PEERS ?? fileURLToPath(new URL("../../", import.meta.url));
const WITHOUT_EMMETT = `Beside ${EMMETT}: its packages state no licence, so they are no dependency.
Install them yourself, and run this again:
  npm install --no-save --prefix /tmp/quad-peers ${EMMETT}@0.42.0
  QUAD_BENCH_PEERS=/tmp/quad-peers ./quad bench event-store
`;

/** Per second. */
interface Rates {
  readonly append: number;
  readonly read: number;
  readonly rebuild: number;
}

/** Append, read and rebuild rates on one durable Postgres; the best of interleaved rounds. */
export async function eventStore(): Promise<void> {
  const emmett = await findEmmett(PEERS_FOLDER);
  const peers: OpenEventPeer[] = [quadEventStorePeer, ...(emmett ? [emmett] : [])];
  const server = await scratchPostgres();
  const best = new Map<string, Rates>();
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      for (const open of peers) {
        const peer = await open(server);
        const rates = await measure(peer, round);
        await peer.stop();
        best.set(peer.name, bestOf(rates, best.get(peer.name) ?? rates));
      }
    }
  } finally {
    await server.stop();
  }
  print(best);
  if (!emmett) process.stdout.write(WITHOUT_EMMETT);
}

/** Rounds share a database: a later one rebuilds what the earlier ones wrote as well. */
async function measure(peer: EventPeer, round: number): Promise<Rates> {
  const streams = Array.from({ length: STREAMS }, (_, index) => `order-${round}-${index}`);
  const event = { type: "orders.order-created", data: { text: "x".repeat(250) } };
  const append = await rate(EVENTS, () =>
    together(streams, async (stream) => {
      for (let version = 0; version < EVENTS_PER_STREAM; version++) {
        await peer.append(stream, event, version);
      }
    }),
  );
  const wanted = Array.from({ length: READS }, (_, index) => streams[index % STREAMS] ?? "");
  const read = await rate(READS, () =>
    together(wanted, async (stream) => {
      const count = await peer.read(stream);
      if (count !== EVENTS_PER_STREAM) throw new Error(`${peer.name} lost events of ${stream}.`);
    }),
  );
  const rebuild = await rate(round * EVENTS, () => peer.rebuild(round * EVENTS));
  return { append, read, rebuild };
}

/** Each item once, by `CALLERS` callers at the same time. */
async function together<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.round(count / ((performance.now() - startedAt) / 1_000));
}

function bestOf(one: Rates, other: Rates): Rates {
  return {
    append: Math.max(one.append, other.append),
    read: Math.max(one.read, other.read),
    rebuild: Math.max(one.rebuild, other.rebuild),
  };
}

function print(best: ReadonlyMap<string, Rates>): void {
  printResult(
    `Event stores on one durable Postgres (events of 250 bytes, ${CALLERS} callers, best of ${ROUNDS} rounds)`,
    ["store", "appends/s", "reads/s (of 10 events)", "rebuilt events/s"],
    [...best].map(([name, { append, read, rebuild }]) => [name, append, read, rebuild]),
  );
}
