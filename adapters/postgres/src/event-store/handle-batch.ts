import type { Tx } from "@quad/database";
import {
  BUSY_LOOK_MS,
  type StepOutcome,
  type Subscription,
  type Upcasters,
} from "@quad/event-store";
import { type ClaimedCheckpoint, claimCheckpoints, moveCheckpoints } from "./checkpoints.ts";
import { readHistory } from "./history.ts";

export type CheckedSubscription<Schema> = Required<Subscription<Tx<Schema>>>;

interface BatchOptions<Schema> {
  /** All of them are believed to be at `after`. */
  readonly together: readonly CheckedSubscription<Schema>[];
  readonly after: number;
  readonly upcast: Upcasters;
  readonly signal: AbortSignal;
}

/** One batch for several subscriptions, in one transaction; not for those that others work at. */
export async function handleBatch<Schema>(
  tx: Tx<Schema>,
  { together, after, upcast, signal }: BatchOptions<Schema>,
): Promise<StepOutcome> {
  const limit = Math.min(...together.map(({ batchMax }) => batchMax));
  const claimed = await claimCheckpoints(
    tx.sql,
    together.map(({ name }) => name),
  );
  if (claimed.length === 0) return { againInMs: BUSY_LOOK_MS };
  // Not those that others have moved on since the look, or that were rewound.
  const ours = claimed.filter(({ position }) => position === after);
  const batch = ours.length > 0 ? await readHistory(tx.sql, { after, limit }) : [];
  const events = batch.map(upcast);
  const last = events.at(-1);
  if (!last) return "full";
  for (const { name, handle } of together) {
    if (isAmong(ours, name)) await handle(events, { transaction: tx, signal });
  }
  await moveCheckpoints(tx.sql, ours, last.position);
  return batch.length < limit ? "moved" : "full";
}

function isAmong(claimed: readonly ClaimedCheckpoint[], name: string): boolean {
  return claimed.some((one) => one.name === name);
}
