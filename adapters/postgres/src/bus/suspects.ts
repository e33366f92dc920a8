import { batchOf, nextOf } from "./batch.ts";
import { claimerOf } from "./claim-loop.ts";
import type { Shift } from "./shift.ts";
import { claimSuspect, hasSuspects } from "./slot-claim.ts";
import { DIED, loadSlots } from "./slot-load.ts";
import { SlotWork } from "./slot-work.ts";

/** How long other members are kept from starting work while one waits to be alone. */
const PATIENCE_MS = 500;

/**
 * When owners of a slot keep dying, one of its messages may be the reason. They are delivered one
 * at a time, and with nothing else running in this process: so a death is the fault of exactly one
 * message, and after as many deaths as the policy allows attempts that one is a dead letter.
 */
export async function workOnSuspects(shift: Shift): Promise<void> {
  const { bus, member, draining } = shift;
  if (!bus.listener.connected || !(await hasSuspects(bus.pool, member.group))) return;
  const patience = () => bus.clock.sleep(PATIENCE_MS, draining).catch(() => {});
  await bus.solitude.alone(async () => {
    while (!(draining.aborted || shift.outage.active) && (await workOnSuspect(shift)));
  }, patience);
}

/** False when there was no suspect left. */
async function workOnSuspect(shift: Shift): Promise<boolean> {
  const { bus, member } = shift;
  const claimer = claimerOf(shift);
  const [claimed] = await claimSuspect(bus.pool, claimer);
  if (!claimed) return false;
  const rows = await loadSlots(bus.pool, { ...member, ...claimer, windowMax: 1 });
  const batch = batchOf(claimed.slot, rows);
  const suspect = batch.queues.find(nextOf);
  if (suspect && claimed.crashes >= member.retry.attemptsMax) {
    suspect.failure = { attempts: claimed.crashes, delayMs: null, error: DIED };
  }
  await new SlotWork(shift, batch, claimer.token).runFirst();
  return true;
}
