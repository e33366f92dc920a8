import { nextOf } from "./batch.ts";
import { claimBatches } from "./claim-batches.ts";
import type { Shift } from "./shift.ts";
import { claimSuspect, hasSuspects } from "./slot-claim.ts";
import { DIED } from "./slot-load.ts";
import { SlotWork } from "./slot-work.ts";

/** How long other members are kept from starting work while one waits to be alone. */
const PATIENCE_MS = 500;

/**
 * When owners of a slot keep dying, one of its messages may be the reason. They are delivered one
 * at a time, and with nothing else running in this process: so a death is the fault of exactly one
 * message, and after as many deaths as the policy allows attempts that one is a dead letter.
 */
export async function workOnSuspects(shift: Shift): Promise<void> {
  const { bus, member, draining, outage } = shift;
  if (!bus.listener.connected || !(await hasSuspects(bus.pool, member.group))) return;
  const patience = () => bus.clock.sleep(PATIENCE_MS, draining).catch(() => {});
  const work = async () => {
    while (!(draining.aborted || outage.active)) if (!(await workOnSuspect(shift))) return;
  };
  await bus.solitude.alone(work, patience);
}

/** False when there was no suspect left. */
async function workOnSuspect(shift: Shift): Promise<boolean> {
  const { bus, member } = shift;
  const [batch] = await claimBatches(shift, {
    claim: (claimer) => claimSuspect(bus.pool, claimer),
    windowMax: 1,
  });
  if (!batch) return false;
  const { crashes } = batch;
  const suspect = batch.queues.find(nextOf);
  if (suspect && crashes >= member.retry.attemptsMax) {
    suspect.failure = { attempts: crashes, delayMs: null, error: DIED };
  }
  await new SlotWork(shift, batch).runFirst();
  return true;
}
