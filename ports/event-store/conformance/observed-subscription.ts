import type { Batch, EventStore, PlacedEvent, Subscription } from "@quad/event-store";
import type { Lifecycle } from "@quad/lifecycle";
import { ConditionVariable, testId } from "@quad/testkit";

/** What a check may want to be different about a member. */
export interface MemberOptions extends Pick<Partial<Subscription>, "from" | "batchMax"> {
  /** Default: does nothing. */
  readonly handle?: (events: readonly PlacedEvent[], batch: Batch) => Promise<void> | void;
}

/** Members of one name under observation, and what they have handled. */
export class ObservedSubscription {
  readonly name = `test.${testId()}`;
  readonly handled: PlacedEvent[] = [];
  readonly batches: (readonly PlacedEvent[])[] = [];
  /** Handlers at work now, and the most there were at once. */
  busy = 0;
  busyMax = 0;
  readonly #changes: ConditionVariable;

  constructor(patienceMs: number) {
    this.#changes = new ConditionVariable(patienceMs);
  }

  /** To be given to `subscribe`. */
  observed({ handle = () => {}, ...special }: MemberOptions = {}): Subscription {
    return {
      name: this.name,
      ...special,
      handle: async (events, batch) => {
        this.batches.push(events);
        this.busy++;
        this.busyMax = Math.max(this.busyMax, this.busy);
        this.#changes.notify();
        try {
          await handle(events, batch);
          this.handled.push(...events);
        } finally {
          this.busy--;
          this.#changes.notify();
        }
      },
    };
  }

  async join(store: EventStore, special: MemberOptions = {}): Promise<Lifecycle> {
    const member = store.subscribe(this.observed(special));
    await member.start();
    return member;
  }

  get positions(): number[] {
    return this.handled.map(({ position }) => position);
  }

  async untilHandled(count: number): Promise<void> {
    await this.until(`${count} events are handled`, () => this.handled.length >= count);
  }

  /** Waits until something becomes true by what a handler sees or does. */
  until(what: string, isTrue: () => boolean): Promise<void> {
    return this.#changes.until(what, isTrue, () => ({
      handled: this.positions,
      busy: this.busy,
    }));
  }
}

/** 1, 2, 3 … */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
