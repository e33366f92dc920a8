import { busErrors } from "@quad/bus";
import pg from "pg";
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS, STATEMENT_TIMEOUT_MS } from "./bus-limits.ts";

/** SQL with a name, so that each connection parses and plans it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface BusPools {
  /**
   * One connection: publishes take turns anyway. A commit waits for the disk, as it must for what
   * nobody would do a second time: publishing, joining a group, deciding about a dead letter.
   */
  readonly durable: pg.Pool;
  /**
   * Two connections. A commit does not wait for the disk: what a crash of the server takes back is
   * a cursor's last moments, and then messages are delivered again, as they may be at any time. It
   * halves the time that a message takes under load.
   */
  readonly consuming: pg.Pool;
}

export function openPools(url: string): BusPools {
  return {
    durable: openPool(url, { max: 1, options: "-c synchronous_commit=on" }),
    consuming: openPool(url, { max: 2, options: "-c synchronous_commit=off" }),
  };
}

export async function closePools({ durable, consuming }: BusPools): Promise<void> {
  await Promise.all([durable.end(), consuming.end()]);
}

/** Error: BUS_UNAVAILABLE. */
export async function run<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  statement: Statement,
  values: unknown[],
): Promise<Row[]> {
  try {
    const result = await pool.query<Row>({ ...statement, values });
    return result.rows;
  } catch (error) {
    throw unavailable(error);
  }
}

export function unavailable(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return busErrors.BUS_UNAVAILABLE({ reason }, error);
}

/** Of every connection of the bus; a silent network is noticed by the time-outs and by TCP. */
export function connectionConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: "quad-bus",
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  };
}

function openPool(url: string, config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...connectionConfig(url), ...config });
  // An idle connection that breaks is replaced at the next query; unheard, it ends the process.
  pool.on("error", () => {});
  return pool;
}
