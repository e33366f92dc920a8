import { randomUUID } from "node:crypto";
import { together } from "../bus-pools.ts";
import { type MemberContext, track } from "../member/member-context.ts";
import { retryUntilAborted } from "../retry-until-aborted.ts";
import { type Batch, batchOf } from "./batch.ts";
import { type ClaimedSlot, type Claimer, claimSuspect, releaseSlots } from "./slot-claim.ts";
import { type LoadedRow, loadSlots } from "./slot-load.ts";

const RELEASE_AGAIN_MS = 1_000;

/** Claims slots and loads what they have to do, a batch for each. Error: BUS_UNAVAILABLE. */
export async function claimBatches(
  context: MemberContext,
  slotsMax: number,
): Promise<{ batches: Batch[]; hasSuspects: boolean }> {
  const { token, claimed } = await claimAs(context, (claimer) =>
    context.bus.claims.claim({ ...claimer, slotsMax }),
  );
  return { batches: batchesOf(token, claimed), hasSuspects: claimed.hasSuspects };
}

/** Claims a slot to deliver its next message only, and loads that. Error: BUS_UNAVAILABLE. */
export async function claimSuspectBatch(context: MemberContext): Promise<Batch | undefined> {
  const { token, claimed } = await claimAs(context, (claimer) =>
    // The load is on its way before the claim has answered.
    together(context.bus.pool, async (connection) => {
      const [slots, rows] = await Promise.all([
        claimSuspect(connection, claimer),
        loadSlots(connection, [claimer], 1),
      ]);
      return { slots, rows };
    }),
  );
  return batchesOf(token, claimed)[0];
}

interface WithWork {
  readonly slots: readonly ClaimedSlot[];
  readonly rows: readonly LoadedRow[];
}

function batchesOf(token: string, { slots, rows }: WithWork): Batch[] {
  return slots.map((slot) => batchOf({ ...slot, token }, rows));
}

async function claimAs<T>(
  context: MemberContext,
  claim: (claimer: Claimer) => Promise<T>,
): Promise<{ token: string; claimed: T }> {
  const { listener, leaseMs } = context.bus;
  const { group, topics } = context.member;
  const token = randomUUID();
  try {
    return {
      token,
      claimed: await claim({ group, owner: listener.owner, token, topics, leaseMs }),
    };
  } catch (error) {
    track(context, releaseTwice(context, token));
    throw error;
  }
}

/** The claim may have been made, and only its answer lost; or it is still being made. */
async function releaseTwice(
  { bus, member, draining, over }: MemberContext,
  token: string,
): Promise<void> {
  const release = () => releaseSlots(bus.pool, member.group, token);
  await retryUntilAborted(release, bus.clock, over);
  await bus.clock.sleep(RELEASE_AGAIN_MS, draining).catch(() => {});
  await retryUntilAborted(release, bus.clock, over);
}
