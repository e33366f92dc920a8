import type { Logger } from "@quad/telemetry";
import pg from "pg";
import { messageOf } from "./connection-error.ts";
import { PipelinedClient } from "./pipelined-client.ts";

/** How long to wait for a free or a new connection. */
const CONNECT_TIMEOUT_MS = 5_000;
/** An idle connection costs the server some megabytes. */
const IDLE_TIMEOUT_MS = 30_000;
/** A statement of a service is short; one that is not would hold its locks for as long. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A paused process must not hold its locks: the server ends a transaction that does nothing. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;

interface PoolOptions {
  readonly url: string;
  readonly service: string;
  readonly max: number;
  readonly log: Logger;
}

/** Connections of one service. A connection that dies, idle or in use, ends nothing but itself. */
export function openPool({ url, service, max, log }: PoolOptions): pg.Pool {
  const config: pg.PoolConfig = {
    connectionString: url,
    Client: PipelinedClient,
    application_name: `quad ${service}`,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
  };
  const pool = new pg.Pool(config);
  // An `error` that nobody hears ends the process. The pool hears of idle connections only; the
  // call that uses a connection gets its own error.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", (error) => log.debug(`a connection was lost: ${messageOf(error)}`));
  });
  return pool;
}
