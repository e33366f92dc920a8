import { hash } from "node:crypto";
import { type CheckedMessage, PUBLISH_BATCH_MAX } from "@quad/bus";
import type pg from "pg";
import type { Statement } from "../connections.ts";
import { LOCKS, SLOTS } from "./bus-limits.ts";
import { run } from "./bus-pools.ts";
import { CHANNEL, wakeUpCall } from "./wake-up-call.ts";

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
      insert into message (slot, id, topic, key, body, headers, bytes)
      select slot, id, topic, key, body, headers, bytes
      from turn, unnest($1::smallint[], $2::text[], $3::text[], $4::text[],
                        $5::json[], $6::json[], $7::integer[])
        with ordinality as given (slot, id, topic, key, body, headers, bytes, nth)
      order by nth
    )
    select pg_notify('${CHANNEL}', $8) from turn`,
};

interface Call {
  readonly messages: readonly CheckedMessage[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Calls that come while a commit is under way share the next one: 50 callers with a message each
 * cost two commits, not 50.
 */
export class Publisher {
  readonly #pool: pg.Pool;
  readonly #waiting: Call[] = [];
  #committing: Promise<void> | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  publish(messages: readonly CheckedMessage[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#committing;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const calls = this.#next();
      try {
        await append(
          this.#pool,
          calls.flatMap((call) => call.messages),
        );
        for (const call of calls) call.resolve();
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
    }
    this.#committing = undefined;
  }

  /** The oldest call and as many more as fit beside it. */
  #next(): Call[] {
    let count = 0;
    let calls = 0;
    for (const { messages } of this.#waiting) {
      count += messages.length;
      if (calls > 0 && count > PUBLISH_BATCH_MAX) break;
      calls++;
    }
    return this.#waiting.splice(0, calls);
  }
}

async function append(pool: pg.Pool, batch: readonly CheckedMessage[]): Promise<void> {
  const messages = batch.map(({ message }) => message);
  await run(pool, PUBLISH, [
    messages.map(({ key }) => slotOf(key)),
    messages.map(({ id }) => id),
    messages.map(({ topic }) => topic),
    messages.map(({ key }) => key),
    messages.map(({ body }) => JSON.stringify(body)),
    messages.map(({ headers }) => JSON.stringify(headers)),
    batch.map(({ bytes }) => bytes),
    wakeUpCall(messages.map(({ topic }) => topic)),
  ]);
}

/** Every process must agree on it, whatever its version: hence no hash of Postgres or of V8. */
export function slotOf(key: string): number {
  return Number.parseInt(hash("md5", key).slice(0, 8), 16) % SLOTS;
}
