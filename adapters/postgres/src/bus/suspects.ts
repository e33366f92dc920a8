import { nextOf } from "./batch.ts";
import { claimSuspectBatch } from "./claim-batches.ts";
import type { Shift } from "./shift.ts";
import { DIED } from "./slot-load.ts";
import { SlotWork } from "./slot-work.ts";

/**
 * When owners of a slot keep dying, one of its messages may be the reason. From then on they are
 * delivered one at a time, in the whole process: so a death is the fault of one message, and after
 * as many deaths as the policy allows attempts that one is a dead letter.
 */
export async function workOnSuspects(shift: Shift): Promise<void> {
  const { bus, draining } = shift;
  const { suspectLane } = bus;
  for (let isLeft = true; isLeft && !draining.aborted; ) {
    await suspectLane.enter();
    isLeft = await workOnSuspect(shift).finally(() => suspectLane.leave());
  }
}

/** False when there was no suspect left. */
async function workOnSuspect(shift: Shift): Promise<boolean> {
  const { member } = shift;
  const batch = await claimSuspectBatch(shift);
  if (!batch) return false;
  const { crashes } = batch;
  const queue = batch.queues.find(nextOf);
  const suspect = queue && nextOf(queue);
  if (suspect && crashes >= member.retryOf(suspect.message.topic).attemptsMax) {
    queue.failure = { attempts: crashes, delayMs: null, error: DIED };
  }
  await new SlotWork(shift, batch).runFirst();
  return true;
}
