import { claimBatches } from "./claim-batches.ts";
import { type Shift, track } from "./shift.ts";
import { SlotWork } from "./slot-work.ts";
import { workOnSuspects } from "./suspects.ts";

/** Claims and works until the shift is draining; resolves when all work in hand has ended. */
export async function claimLoop(shift: Shift): Promise<void> {
  const { bus, member, bell, draining, running } = shift;
  while (!draining.aborted) {
    try {
      if (await claim(shift)) continue;
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
 * Puts free lanes to work. True when there may be more to claim: one that finds fewer slots than it
 * can take has found all, and who has put something in since, has rung.
 */
async function claim(shift: Shift): Promise<boolean> {
  const { bus, lanes } = shift;
  const slotsMax = lanes.free;
  if (slotsMax <= 0 || !bus.listener.connected) return false;
  const { batches, hasSuspects } = await claimBatches(shift, slotsMax);
  for (const batch of batches) track(shift, new SlotWork(shift, batch).run());
  if (hasSuspects) await workOnSuspects(shift);
  return batches.length === slotsMax;
}
