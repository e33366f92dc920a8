import { busErrors } from "@quad/bus";
import type pg from "pg";
import { connectionConfig, openPool, type Statement } from "../connections.ts";

/** How the server names the connections of the bus. */
export const APPLICATION = "quad-bus";

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
  const config = connectionConfig(url, APPLICATION);
  return {
    durable: openPool({ ...config, max: 1, options: "-c synchronous_commit=on" }),
    consuming: openPool({ ...config, ...PIPELINE, max: 2, options: "-c synchronous_commit=off" }),
  };
}

export async function closePools({ durable, consuming }: BusPools): Promise<void> {
  await Promise.all([durable.end(), consuming.end()]);
}

/** What is sent on one connection is worked off in order, without waiting for answers between. */
const PIPELINE = { pipeline: true };

/** Error: BUS_UNAVAILABLE. */
export async function run<Row extends pg.QueryResultRow>(
  pool: Pick<pg.Pool, "query">,
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

/** One connection for several statements, to be begun at once. Error: BUS_UNAVAILABLE. */
export async function together<T>(
  pool: pg.Pool,
  work: (connection: Pick<pg.Pool, "query">) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unavailable(error);
  });
  // Each statement gets its own error; unheard, that of the connection ends the process.
  const unheard = () => {};
  client.on("error", unheard);
  try {
    return await work(client as Pick<pg.Pool, "query">);
  } finally {
    client.off("error", unheard);
    client.release();
  }
}

export function unavailable(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return busErrors.BUS_UNAVAILABLE({ reason }, error);
}
