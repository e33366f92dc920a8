import { hash } from "node:crypto";
import { type CheckedMessage, PUBLISH_BATCH_MAX } from "@quad/bus";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { BatchedCalls } from "../batched-calls.ts";
import { LOCKS, SLOTS } from "../bus-limits.ts";
import { run } from "../bus-pools.ts";
import { storedBody } from "../stored-body.ts";
import { CHANNEL, notificationOf } from "./notification.ts";

/**
 * One round trip and one commit for a whole batch. Positions come from a sequence, and a sequence
 * alone is not commit order: the lock, held until the commit is visible, makes it so. It costs
 * nothing, because NOTIFY lets one transaction commit at a time anyway.
 */
export const PUBLISH: Statement = {
  name: "publish",
  text: `
    with turn as materialized (select pg_advisory_xact_lock(${LOCKS.publish})),
    appended as (
      insert into message
        (slot, id, topic, key, body, event_version, event_time, headers, bytes)
      select slot, id, topic, key, body, event_version, event_time, headers, bytes
      from turn, unnest($1::smallint[], $2::text[], $3::text[], $4::text[],
                        $5::json[], $6::integer[], $7::timestamptz[], $8::json[], $9::integer[])
        with ordinality as given
          (slot, id, topic, key, body, event_version, event_time, headers, bytes, nth)
      order by nth
    )
    select pg_notify('${CHANNEL}', $10) from turn`,
};

/** Publishes that come while a commit is under way share the next one. */
export class Publisher {
  readonly #appends: BatchedCalls<readonly CheckedMessage[], undefined>;

  constructor(pool: pg.Pool) {
    this.#appends = new BatchedCalls({
      fit: callsThatFit,
      run: async (calls) => {
        await append(pool, calls.flat());
        return calls.map(() => undefined);
      },
    });
  }

  async publish(messages: readonly CheckedMessage[]): Promise<void> {
    await this.#appends.call(messages);
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.#appends.idle();
  }
}

/** The oldest call and as many more as fit beside it. */
function callsThatFit(waiting: readonly (readonly CheckedMessage[])[]): number {
  let messages = 0;
  let calls = 0;
  for (const { length } of waiting) {
    messages += length;
    if (calls > 0 && messages > PUBLISH_BATCH_MAX) break;
    calls++;
  }
  return calls;
}

async function append(pool: pg.Pool, batch: readonly CheckedMessage[]): Promise<void> {
  const messages = batch.map(({ message }) => message);
  const bodies = messages.map(storedBody);
  await run(pool, PUBLISH, [
    messages.map(({ key }) => slotOf(key)),
    messages.map(({ id }) => id),
    messages.map(({ topic }) => topic),
    messages.map(({ key }) => key),
    bodies.map(({ body }) => JSON.stringify(body)),
    bodies.map(({ event_version }) => event_version),
    bodies.map(({ event_time }) => event_time),
    messages.map(({ headers }) => JSON.stringify(headers)),
    batch.map(({ bytes }) => bytes),
    notificationOf(messages.map(({ topic }) => topic)),
  ]);
}

/** Every process must agree on it, whatever its version: hence no hash of Postgres or of V8. */
export function slotOf(key: string): number {
  return Number.parseInt(hash("md5", key).slice(0, 8), 16) % SLOTS;
}
