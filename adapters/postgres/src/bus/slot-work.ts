import { type Batch, handledPositions, settlementOf, standingOf } from "./batch.ts";
import { type Delivering, deliver, deliverFirst, type Run } from "./deliver.ts";
import { insist } from "./insist.ts";
import type { Shift } from "./shift.ts";
import { type Ownership, settleKey, settleSlot } from "./slot-settle.ts";

/** A slot does not wait longer for its last keys: it is given back, and they go on without it. */
export const SLOW_AFTER_MS = 100;

/**
 * One slot in the hands of a member, from the claim to the outcome. When the lease is lost it drops
 * everything: the messages are somebody else's now.
 */
export class SlotWork {
  readonly #shift: Shift;
  readonly #batch: Batch;
  readonly #ownership: Ownership;
  readonly #delivering: Delivering;
  readonly #lost = new AbortController();
  /** Resolves when running handlers are no longer waited for. */
  readonly #aborted: Promise<void>;

  constructor(shift: Shift, batch: Batch, token: string) {
    const { bus, member, lanes, outage, draining, over } = shift;
    const { leaseMs, random, listener } = bus;
    const { group } = member;
    const signal = AbortSignal.any([this.#lost.signal, over]);
    this.#shift = shift;
    this.#batch = batch;
    this.#ownership = { group, slot: batch.slot, token, owner: listener.owner, leaseMs };
    this.#delivering = { ...member, random, lanes, outage, draining, signal };
    this.#aborted = new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** Delivers everything that was loaded. Never rejects. */
  async run(): Promise<void> {
    const { clock } = this.#shift.bus;
    const runs = deliver(this.#batch, this.#delivering);
    const done = new AbortController();
    const slow = Promise.all(runs.map(({ started }) => started)).then(() =>
      clock.sleep(SLOW_AFTER_MS, done.signal).catch(() => {}),
    );
    await this.#giveBackAfter(slow, runs);
    done.abort();
  }

  /** Delivers the first message only, and keeps the slot however long that takes. */
  async runFirst(): Promise<void> {
    await this.#giveBackAfter(new Promise(() => {}), deliverFirst(this.#batch, this.#delivering));
  }

  async #giveBackAfter(slow: Promise<void>, runs: readonly Run[]): Promise<void> {
    const { slot, token } = this.#ownership;
    const { leases } = this.#shift;
    const release = leases.keep({ slot, token, key: null }, this.#lost);
    await Promise.race([Promise.all(runs.map(({ ended }) => ended)), slow, this.#aborted]);

    const settlement = settlementOf(this.#batch);
    const busy = new Set(settlement.stopped.filter((key) => key.busy).map(({ key }) => key));
    const { pool } = this.#shift.bus;
    await this.#write(() => settleSlot(pool, this.#ownership, settlement));
    release();
    for (const { delayMs } of settlement.stopped) this.#wakeIn(delayMs);
    const late = runs.filter(({ queue }) => busy.has(queue.key));
    await Promise.all(late.map((run) => this.#giveBackKey(run)));
    this.#wakeIn(0);
  }

  async #giveBackKey({ queue, ended }: Run): Promise<void> {
    const { slot, token } = this.#ownership;
    const { leases, bus } = this.#shift;
    const release = leases.keep({ slot, token, key: queue.key }, this.#lost);
    await Promise.race([ended, this.#aborted]);
    const standing = standingOf(queue);
    const handled = handledPositions(queue);
    await this.#write(() => settleKey(bus.pool, this.#ownership, standing, handled));
    release();
    this.#wakeIn(standing.delayMs);
  }

  /** However long the server is away, but not longer than the claim is ours. */
  async #write(settle: () => Promise<boolean>): Promise<void> {
    const { bus, member, over } = this.#shift;
    if (this.#lost.signal.aborted) return;
    const settled = await insist(settle, bus.clock, AbortSignal.any([this.#lost.signal, over]));
    if (settled !== false) return;
    this.#lost.abort();
    bus.log.warn({ group: member.group, slot: this.#batch.slot }, "a slot was taken over");
  }

  /** The server's clock decides when a key is due; by now it has had its head start. */
  #wakeIn(delayMs: number | null): void {
    const { bus, bell, draining } = this.#shift;
    if (delayMs === null || draining.aborted) return;
    if (delayMs === 0) bell.ring();
    else bus.clock.sleep(delayMs, draining).then(() => bell.ring(), () => {});
  }
}
