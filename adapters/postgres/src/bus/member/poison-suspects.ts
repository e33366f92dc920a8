import { nextOf } from "../claim/batch.ts";
import { claimSuspectBatch } from "../claim/claim-batches.ts";
import { DIED } from "../claim/slot-load.ts";
import { SlotWork } from "../deliver/slot-work.ts";
import type { MemberContext } from "./member-context.ts";

/**
 * When owners of a slot keep dying, one of its messages may be the reason. From then on they are
 * delivered one at a time, in the whole process: so a death is the fault of one message, and after
 * as many deaths as the policy allows attempts that one is a dead letter.
 */
export async function workOnSuspects(context: MemberContext): Promise<void> {
  const { bus, draining } = context;
  const { suspectSemaphore } = bus;
  for (let isLeft = true; isLeft && !draining.aborted; ) {
    await suspectSemaphore.acquire();
    isLeft = await workOnSuspect(context).finally(() => suspectSemaphore.release());
  }
}

/** False when there was no suspect left. */
async function workOnSuspect(context: MemberContext): Promise<boolean> {
  const { member } = context;
  const batch = await claimSuspectBatch(context);
  if (!batch) return false;
  const { crashes } = batch;
  const queue = batch.queues.find(nextOf);
  const suspect = queue && nextOf(queue);
  if (suspect && crashes >= member.retryOf(suspect.message.topic).attemptsMax) {
    queue.failure = { attempts: crashes, delayMs: null, error: DIED };
  }
  await new SlotWork(context, batch).runFirst();
  return true;
}
