import { build, type Histogram } from "hdr-histogram-js";
import type { CheckoutPeer, OpenCheckoutPeer } from "./peers/checkout-peer.ts";
import { quadCheckoutPeer } from "./peers/quad-checkout-peer.ts";
import { shopPeer } from "./peers/shop-peer.ts";
import { printResult } from "./print-result.ts";
import { type ScratchPostgres, scratchPostgres } from "./scratch-postgres.ts";

const DBOS = shopPeer("shop on DBOS", "dbos-shop.ts");
const PEERS: readonly OpenCheckoutPeer[] = [
  quadCheckoutPeer("orchestrated"),
  quadCheckoutPeer("choreographed"),
  shopPeer("shop on Quad's saga", "quad-shop.ts"),
  DBOS,
];
const ROUNDS = 2;
const WARM_UP = { clients: 8, orders: 200 };
const LOADS = [
  { clients: 1, orders: 150 },
  { clients: 8, orders: 600 },
  { clients: 64, orders: 1_200 },
];
const BEYOND = `Orders come over HTTP; a client waits for each confirmation before the next.
Shop: one process, the four steps as transactions in one database, a provider in another;
only what keeps the steps going differs.
Campus: the same through a gateway and services with a database each; every change is an event
that the other services hear, the customer is mailed, and an order page follows the timeline.
`;

interface Figures {
  readonly perSecond: number;
  readonly latencies: Histogram;
}

/** Create order, reserve stock, take payment, confirm: one shop on two engines, and the campus. */
export async function checkout(): Promise<void> {
  const server = await scratchPostgres();
  const best = new Map<string, Figures>();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const open of PEERS) await measureAll(open, server, best);
    }
  } finally {
    await server.stop();
  }
  printResult(
    `Checkouts on one durable Postgres, from placed to confirmed (best of ${ROUNDS} rounds)`,
    ["system, clients", "orders", "p50", "p95", "p99", "checkouts/s", "of DBOS"],
    LOADS.flatMap((load) => PEERS.map(({ name }) => row(best, name, load))),
  );
  process.stdout.write(BEYOND);
}

/** One system runs at a time: an idle campus still looks for work. */
async function measureAll(
  open: OpenCheckoutPeer,
  server: ScratchPostgres,
  best: Map<string, Figures>,
): Promise<void> {
  const peer = await open.open(server);
  try {
    await measure(peer, WARM_UP);
    for (const load of LOADS) {
      const key = `${open.name}, ${load.clients}`;
      const figures = await measure(peer, load);
      if (figures.perSecond > (best.get(key)?.perSecond ?? 0)) best.set(key, figures);
    }
  } finally {
    await peer.stop();
  }
}

async function measure(
  peer: CheckoutPeer,
  { clients, orders }: { clients: number; orders: number },
): Promise<Figures> {
  const latencies = build();
  const startedAt = performance.now();
  let placed = 0;
  const client = async () => {
    while (placed++ < orders) {
      const askedAt = performance.now();
      await peer.checkout();
      latencies.recordValue(Math.round(performance.now() - askedAt));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: orders / ((performance.now() - startedAt) / 1_000), latencies };
}

function row(
  best: ReadonlyMap<string, Figures>,
  name: string,
  { clients, orders }: { clients: number; orders: number },
): (string | number)[] {
  const key = `${name}, ${clients}`;
  const { perSecond = 0, latencies } = best.get(key) ?? {};
  const peer = best.get(`${DBOS.name}, ${clients}`)?.perSecond ?? 0;
  const waits = [50, 95, 99].map((percent) => `${latencies?.getValueAtPercentile(percent)} ms`);
  return [key, orders, ...waits, perSecond.toFixed(1), `${(perSecond / peer).toFixed(2)} ×`];
}
