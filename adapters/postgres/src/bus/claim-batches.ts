import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Batch, batchOf } from "./batch.ts";
import { together } from "./bus-pools.ts";
import { insist } from "./insist.ts";
import { type Shift, track } from "./shift.ts";
import { type ClaimedSlot, type Claimer, releaseSlots } from "./slot-claim.ts";
import { loadSlots } from "./slot-load.ts";

const RELEASE_AGAIN_MS = 1_000;

type Connection = Pick<pg.Pool, "query">;

interface Claiming {
  readonly claim: (connection: Connection, claimer: Claimer) => Promise<ClaimedSlot[]>;
  /** Messages of the log to load for each slot, at most. */
  readonly windowMax: number;
}

/** Claims slots and loads what they have to do, a batch for each. Error: BUS_UNAVAILABLE. */
export async function claimBatches(shift: Shift, { claim, windowMax }: Claiming): Promise<Batch[]> {
  const { bus, member } = shift;
  const { pool, listener, leaseMs } = bus;
  const { group, topics } = member;
  const token = randomUUID();
  try {
    const claimer = { group, owner: listener.owner, token, topics, leaseMs };
    // The load is on its way before the claim has answered: three claims of four find something.
    const [claimed, rows] = await together(pool, (connection) =>
      Promise.all([claim(connection, claimer), loadSlots(connection, { ...claimer, windowMax })]),
    );
    return claimed.map((slot) => batchOf({ ...slot, token }, rows));
  } catch (error) {
    track(shift, releaseTwice(shift, token));
    throw error;
  }
}

/** The claim may have been made, and only its answer lost; or it is still being made. */
async function releaseTwice({ bus, member, draining, over }: Shift, token: string): Promise<void> {
  const release = () => releaseSlots(bus.pool, member.group, token);
  await insist(release, bus.clock, over);
  await bus.clock.sleep(RELEASE_AGAIN_MS, draining).catch(() => {});
  await insist(release, bus.clock, over);
}
