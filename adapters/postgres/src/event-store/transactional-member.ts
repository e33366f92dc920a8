import type { Clock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import {
  checkSubscription,
  type StepOutcome,
  type Subscription,
  subscriptionMember,
  type Upcasters,
} from "@quad/event-store";
import type { Lifecycle } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { beginCheckpoint, checkpointOf, claimCheckpoint, moveCheckpoint } from "./checkpoints.ts";
import { headOf, placeAll, readHistory } from "./history.ts";

interface TransactionalMemberOptions<Schema> {
  readonly database: Database<Schema>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly upcast: Upcasters;
  /** Around what a start does; refuses while the store does not run. */
  readonly alone: <T>(call: () => Promise<T>) => Promise<T>;
  readonly onNews: (listener: () => void) => () => void;
}

/**
 * A member whose batches are transactions: claim the checkpoint, read, handle, move the checkpoint,
 * commit. The claim is a row lock, so it ends with the transaction, however that ends. A paused
 * process loses its transaction to the server's idle timeout, and with it claim and writes.
 *
 * Error: EVENT_STORE_INVALID.
 */
export function transactionalMember<Schema>(
  subscription: Subscription<Tx<Schema>>,
  options: TransactionalMemberOptions<Schema>,
): Lifecycle {
  const { name, from, batchMax, restMs, handle } = checkSubscription(subscription);
  const { database, clock, random, log, upcast, alone, onNews } = options;

  async function join(): Promise<void> {
    await placeAll(database.sql);
    await beginCheckpoint(database.sql, name, from === "start" ? 0 : await headOf(database.sql));
  }

  async function handleBatch(tx: Tx<Schema>, signal: AbortSignal): Promise<StepOutcome> {
    const claimed = await claimCheckpoint(tx.sql, name);
    if (!claimed) return "idle";
    const { position: after, rewinds } = claimed;
    const batch = await readHistory(tx.sql, { after, limit: batchMax });
    const last = batch.at(-1);
    if (!last) return "idle";
    await handle(batch.map(upcast), { transaction: tx, signal });
    await moveCheckpoint(tx.sql, name, { rewinds, to: last.position });
    return batch.length < batchMax ? "moved" : "full";
  }

  return subscriptionMember({
    join: () => alone(join),
    async step(signal) {
      await placeAll(database.sql);
      // Most looks find nothing, and find it out without a transaction.
      const position = await checkpointOf(database.sql, name);
      if (position >= (await headOf(database.sql))) return "idle";
      return await database.transaction((tx) => handleBatch(tx, signal));
    },
    restMs,
    onNews,
    report(news) {
      if (news === "works again") return log.info(`subscription ${name} works again`);
      log.warn(`subscription ${name} waits and tries again: ${describe(news.failure)}`);
    },
    clock,
    random,
  });
}

function describe(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
