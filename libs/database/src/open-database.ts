import type { Clock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { Kysely, PostgresDialect, sql } from "kysely";
import type pg from "pg";
import { connect } from "./connection/connect.ts";
import { isConnectionError, messageOf } from "./connection/connection-error.ts";
import { openPool } from "./connection/open-pool.ts";
import { observePool } from "./connection/pool-metrics.ts";
import { translatingPool } from "./connection/translating-pool.ts";
import type { Database } from "./database.ts";
import { databaseErrors } from "./database-errors.ts";
import { housekeeping } from "./housekeeping.ts";
import { migrate } from "./migrations/migrate.ts";
import { serviceMigrations } from "./migrations/service-migrations.ts";
import { transactions } from "./transaction/transactions.ts";

export interface DatabaseOptions {
  /** With the service's own role; see `cluster`. */
  readonly url: string;
  /** Owner of the database, and of the events that its transactions emit. */
  readonly service: string;
  /** Folder of numbered SQL files; ends with a slash. */
  readonly migrations: URL;
  readonly clock: Clock;
  readonly log: Logger;
  /** Connections at the same time. Default 3: each costs the server 3 MB. */
  readonly poolMax?: number;
  readonly random?: () => number;
}

const CONNECT_DEADLINE_MS = 30_000;
const POOL_MAX_DEFAULT = 3;

/**
 * The database of one service, not yet started. `start` waits for the server, migrates and is
 * ready; `stop` lets what has begun finish. While the server is away calls fail with
 * DATABASE_UNAVAILABLE; once it is back they work again, with nothing to be done.
 *
 * Errors of `start`: those of `connect` and `migrate`.
 */
export function openDatabase<Schema>(options: DatabaseOptions): Database<Schema> {
  const { url, service, migrations, clock, log, poolMax = POOL_MAX_DEFAULT } = options;
  const listeners = new Set<() => void>();
  let pool: pg.Pool | undefined;
  let stopObserving = () => {};

  const unavailable = (error: unknown) =>
    databaseErrors.DATABASE_UNAVAILABLE({ service, reason: messageOf(error) }, error);
  const connections = translatingPool({
    pool() {
      if (!pool) throw unavailable("it is not started");
      return pool;
    },
    translate: (error) => (isConnectionError(error) ? unavailable(error) : error),
  });
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: connections }) });

  const chores = housekeeping({ kysely, clock, log });
  const lifecycle = managed({
    async start() {
      const client = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
      await migrate(client, serviceMigrations(migrations)).finally(() => client.end());
      pool = openPool({ url, service, max: poolMax, log });
      stopObserving = observePool(pool, service);
      await chores.start();
    },
    async stop() {
      await chores.stop();
      stopObserving();
      const ending = pool;
      pool = undefined;
      await connections.served();
      await ending?.end();
    },
  });

  return {
    sql: kysely,
    transaction: transactions({
      ...{ kysely, service, clock, random: options.random ?? Math.random },
      emitted() {
        for (const listener of listeners) listener();
      },
    }),
    onEmitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ping() {
      await sql`select 1`.execute(kysely);
    },
    start: lifecycle.start,
    stop: lifecycle.stop,
  };
}
