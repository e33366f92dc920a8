import type { Clock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import {
  checkSubscription,
  type StepOutcome,
  type Subscription,
  type SubscriptionNews,
  subscriptionMember,
  type Upcasters,
} from "@quad/event-store";
import type { Lifecycle } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { beginCheckpoint } from "./checkpoints.ts";
import { FailurePauses } from "./failure-pauses.ts";
import { type CheckedSubscription, handleBatch } from "./handle-batch.ts";
import { look } from "./look.ts";

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
 * A member of several subscriptions whose batches are transactions: claim the checkpoints, read,
 * handle, move the checkpoints, commit. A claim is a row lock, so it ends with the transaction,
 * however that ends. A paused process loses its transaction to the server's idle timeout, and with
 * it claims and writes.
 *
 * Those that have come equally far share a transaction. When it fails, each has one of its own, so
 * that whoever is not to blame goes on; the other is behind then, and by itself until it has caught
 * up. Whoever has far to go takes turns with the others, batch by batch.
 *
 * Error: EVENT_STORE_INVALID.
 */
export function transactionalMember<Schema>(
  subscriptions: readonly Subscription<Tx<Schema>>[],
  options: TransactionalMemberOptions<Schema>,
): Lifecycle {
  const checked = subscriptions.map((subscription) => checkSubscription(subscription));
  const names = checked.map(({ name }) => name);
  const { database, clock, random, log, upcast, alone, onNews } = options;
  const handle = (
    together: readonly CheckedSubscription<Schema>[],
    after: number,
    signal: AbortSignal,
  ) => database.transaction((tx) => handleBatch(tx, { together, after, upcast, signal }));
  const pauses = new FailurePauses({
    clock,
    random,
    report: (name, news) => tell(log, name, news),
  });

  async function join(): Promise<void> {
    const { head } = await look(database.sql);
    for (const { name, from } of checked) {
      await beginCheckpoint(database.sql, name, from === "start" ? 0 : head);
    }
  }

  async function step(signal: AbortSignal): Promise<StepOutcome> {
    const { positions, head } = await look(database.sql, names);
    const positionOf = ({ name }: CheckedSubscription<Schema>) => positions.get(name) ?? 0;
    const behind = checked.filter((one) => positionOf(one) < head);
    const able = behind.filter(({ name }) => pauses.leftMs(name) === 0);
    const outcomes: StepOutcome[] = [];
    for (const [after, equallyFar] of Map.groupBy(able, positionOf)) {
      if (!signal.aborted) outcomes.push(await handleTogether(equallyFar, after, signal));
    }
    const pausesMs = behind.map(({ name }) => pauses.leftMs(name)).filter((ms) => ms > 0);
    return soonest([...outcomes, ...pausesMs.map((againInMs) => ({ againInMs }))]);
  }

  async function handleTogether(
    together: readonly CheckedSubscription<Schema>[],
    after: number,
    signal: AbortSignal,
  ): Promise<StepOutcome> {
    if (together.length > 1) {
      // Whose fault it is will show when each is by itself.
      const outcome = await handle(together, after, signal).catch(() => undefined);
      if (outcome) return outcome;
    }
    const outcomes: StepOutcome[] = [];
    for (const one of together) {
      const outcome = await pauses.attempt(one.name, signal, () => handle([one], after, signal));
      if (outcome) outcomes.push(outcome);
    }
    return soonest(outcomes);
  }

  return subscriptionMember({
    join: () => alone(join),
    step,
    restMs: Math.max(...checked.map(({ restMs }) => restMs)),
    onNews,
    report: (news) => tell(log, names.join(", "), news),
    clock,
    random,
  });
}

/** What asks for the next step soonest. */
function soonest(outcomes: readonly StepOutcome[]): StepOutcome {
  if (outcomes.includes("full")) return "full";
  if (outcomes.includes("moved")) return "moved";
  const pausesMs = outcomes.flatMap((one) => (typeof one === "object" ? [one.againInMs] : []));
  return pausesMs.length > 0 ? { againInMs: Math.min(...pausesMs) } : "idle";
}

function tell(log: Logger, name: string, news: SubscriptionNews): void {
  if (news === "works again") log.info(`subscription ${name} works again`);
  else log.warn(`subscription ${name} waits and tries again: ${describe(news.failure)}`);
}

function describe(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
