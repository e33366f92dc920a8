import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { createLogger } from "@quad/telemetry";
import pg from "pg";
import { embeddedPostgres } from "../embedded/embedded-postgres.ts";
import { makeTestHome } from "./test-home.ts";

/** A durable server that counts what it is asked to do. */
export interface CountingServer extends AsyncDisposable {
  /** Of a role that may create roles and databases. */
  readonly url: string;
  /** Begins to count from zero. */
  reset(): Promise<void>;
  /** What was done since, by all clients in all databases. */
  work(): Promise<ServerWork>;
}

export interface ServerWork {
  /** `begin` and `commit` are statements too. */
  readonly statements: number;
  /** Of all changes and commits; without the whole pages that follow a checkpoint. */
  readonly walBytes: number;
  readonly seconds: number;
  /** Most frequent first. */
  readonly byText: readonly StatementWork[];
}

export interface StatementWork {
  readonly database: string;
  /** With `$1` for each constant. */
  readonly text: string;
  readonly calls: number;
  /** Without what commits write. */
  readonly walBytes: number;
}

const SETTINGS = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.max": "10000",
  // Whole pages after a checkpoint, and vacuum: what they write depends on when one counts.
  full_page_writes: "off",
  autovacuum: "off",
};

/** Takes about a second. */
export async function countingServer(): Promise<CountingServer> {
  const home = await makeTestHome();
  const log = createLogger({ service: "test", level: "fatal", format: "json" });
  const server = embeddedPostgres({ home, password: randomUUID(), log, settings: SETTINGS });
  await server.start();
  // Its own questions do not count.
  const options = "-c pg_stat_statements.track=none";
  const client = new pg.Client({ connectionString: server.url, options });
  await client.connect();
  await client.query("create extension pg_stat_statements");
  let from = await position(client);

  return {
    url: server.url,
    async reset() {
      await client.query("select pg_stat_statements_reset()");
      from = await position(client);
    },
    async work() {
      const { rows } = await client.query<StatementWork>(BY_TEXT);
      const to = await position(client);
      return {
        statements: rows.reduce((sum, { calls }) => sum + calls, 0),
        walBytes: to.walBytes - from.walBytes,
        seconds: to.seconds - from.seconds,
        byText: rows,
      };
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const BY_TEXT = `
  select datname as database, query as text,
         sum(calls)::integer as calls, sum(wal_bytes)::float8 as "walBytes"
  from pg_stat_statements join pg_database on pg_database.oid = dbid
  group by datname, query
  order by calls desc`;

/** By the server's clock and its log. */
async function position(client: pg.Client): Promise<{ walBytes: number; seconds: number }> {
  const { rows } = await client.query<{ walBytes: number; seconds: number }>(`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as "walBytes",
           extract(epoch from clock_timestamp())::float8 as seconds`);
  const [found] = rows;
  if (!found) throw new TypeError("The server does not say where it is.");
  return found;
}
