import { sql } from "kysely";
import type { Tx } from "../database.ts";
import { databaseErrors } from "../database-errors.ts";

export interface IdempotentRequest {
  /** What is asked for, such as `place-order`: keys of different scopes never meet. */
  readonly scope: string;
  /** Chosen by who asks. */
  readonly key: string;
  /** Of the whole request: tells a repeated one from another one under the same key. */
  readonly fingerprint: string;
}

export interface Answer {
  readonly status: number;
  /** Any JSON value. */
  readonly body: unknown;
}

/**
 * Does the work once per key: a repeated request gets the answer that was given first, for as long
 * as it is kept (see `housekeeping`). A twin at the same time waits for the other transaction.
 * Work that throws leaves nothing behind. Error: IDEMPOTENCY_KEY_REUSED.
 */
export async function idempotent<Schema>(
  { sql: transaction }: Tx<Schema>,
  { scope, key, fingerprint }: IdempotentRequest,
  work: () => Promise<Answer>,
): Promise<Answer & { readonly replayed: boolean }> {
  const { numAffectedRows } = await sql`
    insert into quad_idempotency (scope, key, fingerprint)
    values (${scope}, ${key}, ${fingerprint}) on conflict do nothing
  `.execute(transaction);
  if (numAffectedRows === 1n) {
    const { status, body } = await work();
    await sql`
      update quad_idempotency set status = ${status}, body = ${JSON.stringify(body)}
      where scope = ${scope} and key = ${key}
    `.execute(transaction);
    return { status, body, replayed: false };
  }
  const { rows } = await sql<Answer & { fingerprint: string }>`
    select fingerprint, status, body from quad_idempotency where scope = ${scope} and key = ${key}
  `.execute(transaction);
  const [first] = rows;
  if (first?.fingerprint !== fingerprint) throw databaseErrors.IDEMPOTENCY_KEY_REUSED({ key });
  return { status: first.status, body: first.body, replayed: true };
}
