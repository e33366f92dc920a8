import { build, type Histogram } from "hdr-histogram-js";
import { dbosPeer } from "./peers/dbos-peer.ts";
import { quadSagaPeer } from "./peers/quad-saga-peer.ts";
import type { OpenSagaPeer, SagaPeer } from "./peers/saga-peer.ts";
import { printResult } from "./print-result.ts";
import { scratchPostgres } from "./scratch-postgres.ts";

const PEERS: readonly OpenSagaPeer[] = [quadSagaPeer, dbosPeer];
const ROUNDS = 3;
const LOADS = [
  { clients: 1, sagas: 200 },
  { clients: 100, sagas: 2_000 },
];

interface Figures {
  readonly perSecond: number;
  /** In tenths of a millisecond. */
  readonly latencies: Histogram;
}

/** Four steps that do nothing, each stored on one durable Postgres; rounds are interleaved. */
export async function saga(): Promise<void> {
  const server = await scratchPostgres();
  const best = new Map<string, Figures>();
  try {
    const peers = new Map<string, SagaPeer>();
    for (const { name, open } of PEERS) peers.set(name, await open(server));
    for (let round = 0; round < ROUNDS; round++) {
      for (const load of LOADS) {
        for (const [name, peer] of peers) {
          const key = rowKey(name, load.clients);
          const figures = await measure(peer, `${round}-${load.clients}`, load);
          if (figures.perSecond > (best.get(key)?.perSecond ?? 0)) best.set(key, figures);
        }
      }
    }
    for (const peer of peers.values()) await peer.stop();
  } finally {
    await server.stop();
  }
  printResult(
    `Sagas of four steps on one durable Postgres (best of ${ROUNDS} rounds)`,
    ["system", "sagas", "p50", "p95", "p99", "sagas/s", "of DBOS"],
    LOADS.flatMap(({ clients, sagas }) => PEERS.map(({ name }) => row(name, clients, sagas))),
  );

  function row(name: string, clients: number, sagas: number): (string | number)[] {
    const { perSecond = 0, latencies } = best.get(rowKey(name, clients)) ?? {};
    const peer = best.get(rowKey(dbosPeer.name, clients))?.perSecond ?? 0;
    const wait = (percent: number) => `${(latencies?.getValueAtPercentile(percent) ?? 0) / 10} ms`;
    const ratio = `${(perSecond / peer).toFixed(2)} ×`;
    return [
      rowKey(name, clients),
      sagas,
      wait(50),
      wait(95),
      wait(99),
      Math.round(perSecond),
      ratio,
    ];
  }
}

function rowKey(name: string, clients: number): string {
  return `${name}, ${clients} client(s)`;
}

/** Each client begins a saga when the one before is done. */
async function measure(
  peer: SagaPeer,
  prefix: string,
  { clients, sagas }: { clients: number; sagas: number },
): Promise<Figures> {
  const latencies = build();
  const startedAt = performance.now();
  let begun = 0;
  const client = async () => {
    for (let nth = begun++; nth < sagas; nth = begun++) {
      const askedAt = performance.now();
      await peer.checkout(`${prefix}-${nth}`);
      latencies.recordValue(Math.round((performance.now() - askedAt) * 10));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: sagas / ((performance.now() - startedAt) / 1_000), latencies };
}
