import pg from "pg";

/** A statement that takes longer is given up. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** For the connection and for the answer, when the network is silent. */
const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 15_000;

/** SQL with a name, so that each connection parses and plans it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Of every connection; a silent network is noticed by the time-outs and by TCP. */
export function connectionConfig(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  };
}

export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // An idle connection that breaks is replaced at the next query; unheard, it ends the process.
  pool.on("error", () => {});
  return pool;
}
