import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "@quad/free-port";
import pg from "pg";
import type { ScratchPostgres } from "../scratch-postgres.ts";
import { BOOKS, type CheckoutPeer, COPIES, type OpenCheckoutPeer } from "./checkout-peer.ts";

const TABLES = `
  create table stock_item (
    book_id uuid primary key,
    on_hand integer not null, reserved integer not null default 0, sold integer not null default 0,
    check (reserved >= 0 and reserved <= on_hand)
  );
  create table shop_order (
    id uuid primary key, book_id uuid not null, status text not null, customer jsonb not null,
    created_at timestamptz not null default now()
  );
  create table hold (
    order_id uuid primary key, book_id uuid not null, state text not null
  );
  create table payment (
    order_id uuid primary key, amount integer not null, status text not null, capture_id uuid
  );`;
const PROVIDER = `
  create table capture (
    idempotency_key text primary key, capture_id uuid not null, amount integer not null
  );`;

/** A shop of four steps behind HTTP, in a process of its own, on an engine: see `shop.ts`. */
export function shopPeer(name: string, main: "dbos-shop.ts" | "quad-shop.ts"): OpenCheckoutPeer {
  return { name, open: (server) => openShop(server, name, main) };
}

async function openShop(
  { databaseUrl }: ScratchPostgres,
  name: string,
  main: string,
): Promise<CheckoutPeer> {
  const round = crypto.randomUUID().slice(0, 8);
  const [system, app, provider] = await Promise.all(
    ["system", "app", "provider"].map((part) => databaseUrl(`shop_${part}_${round}`)),
  );
  const books = Array.from({ length: BOOKS }, () => crypto.randomUUID());
  await run(provider, PROVIDER);
  await run(app, TABLES);
  await run(app, "insert into stock_item select unnest($1::uuid[]), $2", [books, COPIES]);
  const port = await freePort();
  const shop = spawn(process.execPath, [fileURLToPath(new URL(main, import.meta.url))], {
    env: {
      ...process.env,
      ...{ SHOP_PORT: String(port), SHOP_SYSTEM: system, SHOP_APP: app, SHOP_PROVIDER: provider },
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(shop, "message");
  const url = `http://127.0.0.1:${port}/orders`;
  let next = 0;
  return {
    async checkout() {
      const id = crypto.randomUUID();
      const bookId = books[next++ % books.length];
      await fetchOk(url, { method: "POST", body: JSON.stringify({ id, bookId }) });
      const { status } = (await fetchOk(`${url}/${id}`)) as { status: string };
      if (status !== "confirmed") throw new Error(`Order ${id} is ${status}.`);
    },
    async stop() {
      shop.kill("SIGTERM");
      await once(shop, "exit");
      await check(name, app, next);
    },
  };
}

async function fetchOk(url: string, request?: RequestInit): Promise<unknown> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** A shop that is fast because it forgets would be no peer. */
async function check(name: string, app: string | undefined, orders: number): Promise<void> {
  const [counts] = await run(
    app,
    `select (select count(*) from shop_order where status = 'confirmed')::integer as confirmed,
            (select count(*) from payment where status = 'received')::integer as paid,
            (select sum(sold) from stock_item)::integer as sold`,
  );
  for (const [what, count] of Object.entries(counts ?? {})) {
    if (count !== orders) throw new Error(`${name}: ${count} ${what} of ${orders} orders.`);
  }
}

async function run(url: string | undefined, text: string, values?: unknown[]) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
