import { POLL_MS, WINDOW_MAX } from "./bus-limits.ts";
import { claimBatches } from "./claim-batches.ts";
import { type Shift, track } from "./shift.ts";
import { claimSlots } from "./slot-claim.ts";
import { SlotWork } from "./slot-work.ts";
import { workOnSuspects } from "./suspects.ts";

/** Claims and works until the shift is draining; resolves when all work in hand has ended. */
export async function claimLoop(shift: Shift): Promise<void> {
  const { bus, member, bell, draining, running } = shift;
  let suspectsDueAt = 0;

  while (!draining.aborted) {
    try {
      const now = bus.clock.now().getTime();
      if (now >= suspectsDueAt) {
        suspectsDueAt = now + POLL_MS;
        await workOnSuspects(shift);
      }
      if (await claim(shift)) continue;
    } catch (error) {
      // The listener tells when the server is away, once. Anything else is worth a line each time.
      const { group } = member;
      if (bus.listener.connected) bus.log.warn({ error, group }, "a claim has failed");
    }
    await bell.heard(POLL_MS);
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
  const claimed = await claimBatches(shift, {
    claim: (connection, claimer) => claimSlots(connection, claimer, slotsMax),
    windowMax: WINDOW_MAX,
  });
  for (const batch of claimed) track(shift, new SlotWork(shift, batch).run());
  return claimed.length === slotsMax;
}
