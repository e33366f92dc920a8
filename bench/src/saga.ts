import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { postgresSagas } from "@quad/postgres";
import { defineSaga, type Saga, type Sagas } from "@quad/saga";
import { eventually } from "@quad/testkit";
import { build } from "hdr-histogram-js";
import { printResult } from "./print-result.ts";
import { type ScratchPostgres, scratchPostgres } from "./scratch-postgres.ts";

const SAGAS = 5_000;
const ROUNDS = 3;
const CLIENTS = [1, 100];
const DEADLINE_MS = 120_000;
const PAGE = 100;

const result = async () => ({ ok: true });
const undo = async () => {};
/** Who waits for a saga to be at its last step, by its id. */
const waiting = new Map<string, () => void>();
const checkout = defineSaga<{ order: number }>({ name: "checkout", version: 1 })
  .step({ name: "create-order", action: result, compensate: undo })
  .step({ name: "reserve-stock", action: result, compensate: undo })
  .step({ name: "take-payment", action: result, compensate: undo })
  .step({
    name: "confirm-order",
    action: async ({ sagaId }) => {
      waiting.get(sagaId)?.();
    },
  });

interface Figures {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/** Four steps that do nothing, each stored on a durable Postgres; the best of the rounds. */
export async function saga(): Promise<void> {
  const server = await scratchPostgres();
  const rows: (string | number)[][] = [];
  try {
    for (const clients of CLIENTS) {
      const count = clients === 1 ? SAGAS / 10 : SAGAS;
      let best: Figures = { perSecond: 0, latenciesMs: [] };
      for (let round = 0; round < ROUNDS; round++) {
        const figures = await measure(server, `bench_saga_${clients}_${round}`, clients, count);
        if (figures.perSecond > best.perSecond) best = figures;
      }
      const histogram = build();
      for (const latency of best.latenciesMs) histogram.recordValue(Math.max(latency, 0));
      rows.push([
        `${clients} client(s)`,
        count,
        ...[50, 95, 99].map((percent) => `${histogram.getValueAtPercentile(percent)} ms`),
        Math.round(best.perSecond),
      ]);
    }
  } finally {
    await server.stop();
  }
  printResult(
    `Sagas of four steps on one durable Postgres (best of ${ROUNDS} rounds)`,
    ["load", "sagas", "p50", "p95", "p99", "sagas/s"],
    rows,
  );
}

/** Each client begins a saga when the one before is at its end; all are waited for. */
async function measure(
  server: ScratchPostgres,
  name: string,
  clients: number,
  count: number,
): Promise<Figures> {
  const { log } = server;
  const url = await server.databaseUrl(name);
  const clock = systemClock;
  // A service without tables of its own.
  const folder = await mkdtemp(join(tmpdir(), "quad-bench-"));
  const migrations = pathToFileURL(`${folder}/`);
  const database = openDatabase<object>({ url, service: "bench", migrations, clock, log });
  await database.start();
  const sagas = postgresSagas({ database, definitions: [checkout], clock, log });
  await sagas.start();
  const startedAt = performance.now();
  let begun = 0;
  const client = async () => {
    for (let nth = begun++; nth < count; nth = begun++) {
      const id = `order-${nth}`;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(id, resolve);
      await sagas.begin(checkout, id, { order: nth });
      await promise;
      waiting.delete(id);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await eventually(async () => (await sagas.counts()).running === 0, {
    withinMs: DEADLINE_MS,
    what: "all sagas are done",
  });
  const perSecond = count / ((performance.now() - startedAt) / 1_000);
  const latenciesMs = (await all(sagas)).map((one) => Number(one.updatedAt) - Number(one.begunAt));
  await sagas.stop();
  await database.stop();
  await rm(folder, { recursive: true });
  return { perSecond, latenciesMs };
}

async function all(sagas: Sagas<never>): Promise<Saga[]> {
  const found: Saga[] = [];
  let cursor: string | undefined;
  do {
    const page = await sagas.list({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    found.push(...page.sagas);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
