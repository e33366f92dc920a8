import type { Batch } from "../claim/batch.ts";
import { type MemberContext, track } from "../member/member-context.ts";
import { retryUntilAborted } from "../retry-until-aborted.ts";
import {
  handledPositions,
  type Settlement,
  settlementOf,
  standingOf,
} from "../settle/settlement.ts";
import { type Ownership, settleKey } from "../settle/slot-settle.ts";
import { type Delivering, deliver, deliverFirst, type Run } from "./deliver.ts";

/**
 * A slot does not wait longer for its last keys: it is given back, and they go on without it, which
 * costs two more statements and a copy. On a busy machine every second handler takes 100 ms.
 */
const SLOW_AFTER_MS = 250;
/** The same for a message that is delivered alone: nobody else may work as long. */
const SLOW_ALONE_AFTER_MS = 5_000;

/**
 * One slot in the hands of a member, from the claim to the outcome. When the lease is lost it drops
 * everything: the messages are somebody else's now.
 */
export class SlotWork {
  readonly #context: MemberContext;
  readonly #batch: Batch;
  readonly #ownership: Ownership;
  readonly #delivering: Delivering;
  readonly #lost = new AbortController();
  /** Resolves when running handlers are no longer waited for. */
  readonly #aborted: Promise<void>;

  constructor(context: MemberContext, batch: Batch) {
    const { bus, member, permits, outages, leases, draining, over } = context;
    const { slot, token } = batch;
    const { leaseMs, random, listener } = bus;
    const signal = AbortSignal.any([this.#lost.signal, over]);
    this.#context = context;
    this.#batch = batch;
    this.#ownership = { group: member.group, slot, token, owner: listener.owner, leaseMs };
    this.#delivering = { ...member, random, permits, outages, leases, draining, signal };
    this.#aborted = new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** Delivers everything that was loaded. Resolves when the slot is given back. */
  run(): Promise<void> {
    return this.#finish(deliver(this.#batch, this.#delivering), SLOW_AFTER_MS);
  }

  /** Delivers the first message only. Resolves when the slot is given back. */
  runFirst(): Promise<void> {
    return this.#finish(deliverFirst(this.#batch, this.#delivering), SLOW_ALONE_AFTER_MS);
  }

  async #finish(runs: readonly Run[], slowAfterMs: number): Promise<void> {
    const { leases, retryTimers } = this.#context;
    const { slot, token } = this.#ownership;
    const release = leases.keep({ slot, token, key: null }, this.#lost);
    await this.#endedOrSlow(runs, slowAfterMs);

    // From here on a renewal would find the slot released, and take it for lost.
    release();
    const settlement = settlementOf(this.#batch);
    const isOurs = await this.#giveBack(settlement);
    // The server's clock decides when a key is due; by now it has had its head start.
    for (const { key, busy, delayMs } of settlement.stopped) {
      const late = busy && runs.find(({ queue }) => queue.key === key);
      if (late) track(this.#context, this.#giveBackKey(late));
      else if (delayMs !== null) retryTimers.ringIn(delayMs);
      else if (isOurs) this.#tellGivenUp(key);
    }
  }

  /**
   * False when the slot was somebody else's by then. Rings when there is more to do: what the
   * statement itself has seen, and what came since it was sent, for then a claim may have been
   * refused the slot.
   */
  async #giveBack(settlement: Settlement): Promise<boolean> {
    const { bus, member, bell, calls } = this.#context;
    let before = calls.count;
    const sending = () => {
      before = calls.count;
    };
    const outcome = { ownership: this.#ownership, settlement, topics: member.topics, sending };
    let tries = 0;
    // A refusal may mean that an earlier try was heard and only its answer lost: the busy keys are
    // ours as long as renewing them says so.
    const settled = await this.#write(() =>
      tries++ === 0 ? bus.settler.settle(outcome) : bus.settler.settleAlone(outcome),
    );
    if (settled?.hasMore !== false || calls.count !== before) bell.ring();
    return settled !== undefined;
  }

  /** Queues that wait for a permit are no reason to hurry: the member has its hands full. */
  async #endedOrSlow(runs: readonly Run[], slowAfterMs: number): Promise<void> {
    const timer = new AbortController();
    const slow = Promise.all(runs.map(({ started }) => started))
      .then(() => this.#context.bus.clock.sleep(slowAfterMs, timer.signal))
      .catch(() => {});
    await Promise.race([Promise.all(runs.map(({ ended }) => ended)), slow, this.#aborted]);
    timer.abort();
  }

  async #giveBackKey({ queue, ended }: Run): Promise<void> {
    const { leases, retryTimers, bus } = this.#context;
    const { slot, token } = this.#ownership;
    const release = leases.keep({ slot, token, key: queue.key }, this.#lost);
    await Promise.race([ended, this.#aborted]);
    release();
    const standing = standingOf(queue);
    const handled = handledPositions(queue);
    await this.#write(() => settleKey(bus.pool, this.#ownership, standing, handled));
    if (standing.delayMs === null) this.#tellGivenUp(queue.key);
    else retryTimers.ringIn(standing.delayMs);
  }

  /** A dead letter waits for a person, who has to hear of it. */
  #tellGivenUp(key: string): void {
    const { bus, member } = this.#context;
    const queue = this.#batch.queues.find((each) => each.key === key);
    const message = queue?.entries[queue.handled]?.message;
    if (!message) return;
    const { id, topic } = message;
    const { group } = member;
    bus.log.error({ group, topic, id, key }, "a message is given up: it is a dead letter");
  }

  /** Tries again while the server is away, but not longer than the claim is ours. */
  async #write<T>(settle: () => Promise<T>): Promise<T | undefined> {
    const { bus, over } = this.#context;
    const { signal } = this.#lost;
    if (signal.aborted) return undefined;
    return retryUntilAborted(settle, bus.clock, AbortSignal.any([signal, over]));
  }
}
