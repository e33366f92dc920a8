import {
  campus,
  nameOf,
  ownerCredentials,
  platform,
  readCampusSettings,
  type Service,
  serviceFacts,
} from "@quad/chassis";
import { reserveStock } from "@quad/contracts";
import { inventory } from "@quad/inventory";
import { build } from "hdr-histogram-js";
import pg from "pg";
import { lockedInventory } from "./peers/locked-inventory.ts";
import { printResult } from "./print-result.ts";
import { type ScratchPostgres, scratchPostgres } from "./scratch-postgres.ts";

const BUYERS = 10_000;
const COPIES = 100;
const CROWD = 64;
const KEPT_MS = 3_600_000;
/** A buyer who waits for the lock is patient here: the queue is to be seen, not cut off. */
const DEADLINE_MS = 240_000;

interface Way {
  readonly name: string;
  readonly service: Service;
  readonly open: string;
  readonly reserved: string;
}

const STOCK = `
  insert into stock_item (book_id, on_hand, reserved, sold, version, updated_at)
  values ($1, ${COPIES}, 0, 0, 1, now())`;
const LOCKED_STOCK = `
  insert into locked_stock (book_id, on_hand, reserved) values ($1, ${COPIES}, 0)`;
const RESERVED = "select reserved from stock_item where book_id = $1";
const LOCKED_RESERVED = "select reserved from locked_stock where book_id = $1";

const WAYS: readonly Way[] = [
  { name: "one statement (inventory)", service: inventory, open: STOCK, reserved: RESERVED },
  ...[true, false].map((looksFirst) => ({
    name: looksFirst ? "look, then lock" : "lock",
    service: lockedInventory({ looksFirst }),
    ...{ open: LOCKED_STOCK, reserved: LOCKED_RESERVED },
  })),
];

/** A crowd for few copies: who decides faster, and nobody may oversell. */
export async function flashSale(): Promise<void> {
  const server = await scratchPostgres();
  const rows: (string | number)[][] = [];
  try {
    for (const [index, way] of WAYS.entries()) rows.push(await sale(server, way, index));
  } finally {
    await server.stop();
  }
  printResult(
    `Flash sale: ${BUYERS} buyers, ${CROWD} at a time, for ${COPIES} copies (durable Postgres)`,
    ["way", "buyers/s", "until sold out", "p50", "p99", "got one", "set aside"],
    rows,
  );
}

async function sale(server: ScratchPostgres, way: Way, index: number) {
  const { log } = server;
  const environment = { QUAD_BUS: "memory:", QUAD_DATABASE_PREFIX: `sale${index}_` };
  const settings = readCampusSettings(environment);
  const owner = { postgresUrl: server.adminUrl, masterSecret: "bench" };
  const credentials = ownerCredentials({ ...owner, prefix: settings.QUAD_DATABASE_PREFIX });
  const services = [serviceFacts(nameOf(way.service))];
  const shared = platform({ settings, credentials, services, log });
  const shop = campus({ services: [way.service], platform: shared, environment: {} });
  await shop.start();
  const client = new pg.Client({ connectionString: await shared.databaseUrl("inventory") });
  await client.connect();
  try {
    const bookId = crypto.randomUUID();
    await client.query(way.open, [bookId]);
    const crowd = await sellTo(shared.ask, bookId);
    const { rows } = await client.query<{ reserved: number }>(way.reserved, [bookId]);
    return [way.name, ...crowd, rows[0]?.reserved ?? 0];
  } finally {
    await client.end();
    await shop.stop();
  }
}

async function sellTo(ask: ReturnType<typeof platform>["ask"], bookId: string) {
  const call = { ...reserveStock, deadlineMs: DEADLINE_MS };
  const waits = build();
  const startedAt = performance.now();
  let [arrived, got, soldOutAt] = [0, 0, 0];
  const queue = async () => {
    while (arrived++ < BUYERS) {
      const askedAt = performance.now();
      const items = [{ bookId, quantity: 1 }];
      const { outcome } = await ask(call, { orderId: crypto.randomUUID(), items, keptMs: KEPT_MS });
      waits.recordValue(Math.round((performance.now() - askedAt) * 10));
      if (outcome === "reserved" && ++got === COPIES) soldOutAt = performance.now();
    }
  };
  await Promise.all(Array.from({ length: CROWD }, queue));
  const seconds = (performance.now() - startedAt) / 1_000;
  const wait = (percent: number) => `${waits.getValueAtPercentile(percent) / 10} ms`;
  const untilSoldOut = `${Math.round(soldOutAt - startedAt)} ms`;
  return [Math.round(BUYERS / seconds), untilSoldOut, wait(50), wait(99), got];
}
