import { randomUUID } from "node:crypto";
import { batchOf } from "./batch.ts";
import { POLL_MS, WINDOW_MAX } from "./bus-limits.ts";
import { insist } from "./insist.ts";
import type { Shift } from "./shift.ts";
import { type Claimer, claimSlots, releaseSlots } from "./slot-claim.ts";
import { loadSlots } from "./slot-load.ts";
import { SlotWork } from "./slot-work.ts";
import { workOnSuspects } from "./suspects.ts";

/** Claims and works until the shift is draining; resolves when all work in hand has ended. */
export async function claimLoop(shift: Shift): Promise<void> {
  const { bus, bell, draining } = shift;
  const running = new Set<Promise<void>>();
  const track = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  let suspectsDueAt = 0;

  while (!draining.aborted) {
    try {
      const now = bus.clock.now().getTime();
      if (now >= suspectsDueAt) {
        suspectsDueAt = now + POLL_MS;
        await workOnSuspects(shift);
      }
      if (await claim(shift, track)) continue;
    } catch (error) {
      // The listener tells when the server is away, once. Anything else is worth a line each time.
      if (bus.listener.connected) bus.log.warn({ error, group: shift.member.group }, "a claim failed");
    }
    await bell.heard(POLL_MS);
  }
  while (running.size > 0) await Promise.all(running);
}

/** Puts free lanes to work. False when there was nothing to claim, or nobody free to do it. */
async function claim(shift: Shift, track: (work: Promise<void>) => void): Promise<boolean> {
  const { bus, member, lanes } = shift;
  if (lanes.free <= 0 || !bus.listener.connected) return false;
  const leave = await bus.solitude.enter();
  const claimer = claimerOf(shift);
  try {
    const slots = await claimSlots(bus.pool, claimer, lanes.free);
    if (slots.length === 0) {
      leave();
      return false;
    }
    const rows = await loadSlots(bus.pool, { ...member, ...claimer, windowMax: WINDOW_MAX });
    const work = slots.map(({ slot }) => {
      const batch = batchOf(slot, rows.filter((row) => row.slot === slot));
      return new SlotWork(shift, batch, claimer.token).run();
    });
    track(Promise.all(work).then(leave));
    return true;
  } catch (error) {
    leave();
    // The claim may have been made all the same.
    const release = () => releaseSlots(bus.pool, claimer.group, claimer.token);
    track(insist(release, bus.clock, shift.over));
    throw error;
  }
}

/** A claimer with a fresh token. */
export function claimerOf({ bus, member }: Shift): Claimer {
  const { listener, leaseMs } = bus;
  const { group, topics } = member;
  return { group, topics, token: randomUUID(), owner: listener.owner, leaseMs };
}
