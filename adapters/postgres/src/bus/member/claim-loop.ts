import { claimBatches } from "../claim/claim-batches.ts";
import { SlotWork } from "../deliver/slot-work.ts";
import { type MemberContext, track } from "./member-context.ts";
import { workOnSuspects } from "./poison-suspects.ts";

/** Claims and works until the member is draining; resolves when all work in hand has ended. */
export async function claimLoop(context: MemberContext): Promise<void> {
  const { bus, member, bell, draining, running } = context;
  while (!draining.aborted) {
    try {
      if (await claim(context)) continue;
    } catch (error) {
      // The listener tells when the server is away, once. Anything else is worth a line each time.
      const { group } = member;
      if (bus.listener.connected) bus.log.warn({ error, group }, "a claim has failed");
    }
    await bell.heard(Number.POSITIVE_INFINITY);
  }
  while (running.size > 0) await Promise.all(running);
}

/**
 * Claims as many slots as there are free permits. True when there may be more to claim: one that
 * finds fewer than it can take has found all, and who has put something in since, has rung.
 */
async function claim(context: MemberContext): Promise<boolean> {
  const { bus, permits } = context;
  const slotsMax = permits.free;
  if (slotsMax <= 0 || !bus.listener.connected) return false;
  const { batches, hasSuspects } = await claimBatches(context, slotsMax);
  for (const batch of batches) track(context, new SlotWork(context, batch).run());
  if (hasSuspects) await workOnSuspects(context);
  return batches.length === slotsMax;
}
