import { systemClock as clock } from "@quad/clock";
import { connect } from "./connect.ts";

const CONNECT_DEADLINE_MS = 30_000;

/**
 * How many connections a server lets roles have that are nobody special; what it keeps for
 * administrators is taken off. Errors: those of `connect`.
 */
export async function connectionLimit(url: string): Promise<number> {
  const client = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
  try {
    const { rows } = await client.query<{ limit: number }>(`
      select current_setting('max_connections')::integer
           - current_setting('superuser_reserved_connections')::integer
           - coalesce(current_setting('reserved_connections', true)::integer, 0) as limit`);
    return rows[0]?.limit ?? 0;
  } finally {
    await client.end();
  }
}
