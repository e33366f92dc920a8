import type { LockAnswer, LockClaim, LockQuestion } from "@quad/lock";
import type pg from "pg";
import type { Statement } from "../connections.ts";

/** So long the first in the line may take to ask for a free lock; then it counts as dead. */
const TURN_MS = 2_000;

// The steps are functions in the database, see 0001-lock.sql: a lock's row is locked, read and
// changed in one round trip.
const ASK: Statement = {
  name: "ask",
  text: "select * from lock_ask($1, $2, $3, $4, $5, $6, $7)",
};
const RELEASE: Statement = { name: "release", text: "select lock_release($1, $2)" };
const RENEW: Statement = {
  name: "renew",
  text: `
    update lock set expires_at = clock_timestamp() + $3 * interval '1 ms'
    where name = $1 and claim = $2 and expires_at > clock_timestamp()`,
};

/** A bigint comes as text. */
type Answered =
  | { readonly busy_with: null; readonly token: string }
  | {
      readonly busy_with: string;
      readonly ask_again_ms: number;
      readonly ticket: string | null;
    };

export async function askLock(
  pool: pg.Pool,
  { id, name, leaseMs, waits, ticket }: LockQuestion,
  holder: string,
): Promise<LockAnswer> {
  const values = [name, id, holder, leaseMs, waits, ticket ?? null, TURN_MS];
  const { rows } = await pool.query<Answered>({ ...ASK, values });
  const [row] = rows;
  if (!row) throw new TypeError("lock_ask has not answered.");
  if (row.busy_with === null) return { token: Number(row.token) };
  return {
    token: undefined,
    holder: row.busy_with,
    askAgainMs: row.ask_again_ms,
    ticket: row.ticket === null ? undefined : Number(row.ticket),
  };
}

export async function renewLock(pool: pg.Pool, { id, name, leaseMs }: LockClaim): Promise<boolean> {
  const { rowCount } = await pool.query({ ...RENEW, values: [name, id, leaseMs] });
  return rowCount === 1;
}

export async function releaseLock(pool: pg.Pool, { id, name }: LockClaim): Promise<void> {
  await pool.query({ ...RELEASE, values: [name, id] });
}
