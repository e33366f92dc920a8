import type { Bus, Delivery, Message, RetryPolicy, Subscription } from "@quad/bus";
import type { Lifecycle } from "@quad/lifecycle";
import { ConditionVariable } from "@quad/testkit";

/** One call of a handler. Times are those of `performance.now()`. */
export interface Offer {
  readonly message: Message;
  readonly delivery: Delivery;
  readonly bus: Bus;
  readonly startedAt: number;
  endedAt: number | undefined;
}

export interface MemberOptions {
  /** May throw at once, and need not be asynchronous. Default: does nothing. */
  readonly handle?: (message: Message, delivery: Delivery) => unknown;
  readonly concurrency?: number;
  readonly retry?: Partial<RetryPolicy>;
  readonly retryByTopic?: Readonly<Record<string, Partial<RetryPolicy>>>;
}

/** Quick, so that a check is not slow. */
const RETRY: RetryPolicy = { attemptsMax: 3, delayMs: 10, delayMsMax: 40 };

/** A group under observation: subscribes members to a bus and notes everything they see. */
export class ObservedGroup {
  readonly group: string;
  readonly offers: Offer[] = [];
  /** Each once, in the order of their first success. */
  readonly handled: Message[] = [];
  /** Messages of one key that were in the hands of two handlers at once. */
  readonly overlaps: string[] = [];
  /** The most handlers that ran at once. */
  inHandMax = 0;
  readonly #topics: readonly string[];
  readonly #isDead: (bus: Bus) => boolean;
  readonly #handledIds = new Set<string>();
  readonly #running = new Set<Offer>();
  readonly #changes: ConditionVariable;

  constructor(
    group: string,
    topics: readonly string[],
    patienceMs: number,
    isDead: (bus: Bus) => boolean,
  ) {
    this.group = group;
    this.#topics = topics;
    this.#changes = new ConditionVariable(patienceMs);
    this.#isDead = isDead;
  }

  /** A member that has not started. */
  member(bus: Bus, { handle = () => {}, ...options }: MemberOptions = {}): Lifecycle {
    const subscription: Subscription = {
      group: this.group,
      topics: this.#topics,
      retry: RETRY,
      ...options,
      // Not async: what the handler of a check throws at once, this one throws at once.
      handle: (message, delivery) => {
        const offer = this.#begin(message, delivery, bus);
        return this.#follow(offer, handle);
      },
    };
    return bus.subscribe(subscription);
  }

  /** A member at work. */
  async join(bus: Bus, options: MemberOptions = {}): Promise<Lifecycle> {
    const member = this.member(bus, options);
    await member.start();
    return member;
  }

  /** Handlers at work; those of the dead do not count. */
  get inHand(): readonly Offer[] {
    return [...this.#running].filter(({ bus }) => !this.#isDead(bus));
  }

  /** Waits until something becomes true by what a handler sees or does. */
  until(what: string, isTrue: () => boolean): Promise<void> {
    return this.#changes.until(what, isTrue, () => ({
      offered: this.offers.length,
      handled: this.handled.length,
      inHand: this.inHand.map(({ message }) => message.id),
    }));
  }

  async untilHandled(messages: readonly Message[]): Promise<void> {
    const ids = new Set(messages.map(({ id }) => id));
    const missing = () => ids.difference(this.#handledIds).size;
    // Comparing sizes first: the sets are compared only when it can be true.
    const isDone = () => this.#handledIds.size >= ids.size && missing() === 0;
    await this.until(`all ${ids.size} messages are handled`, isDone).catch((cause: unknown) => {
      throw new Error(`${missing()} of ${ids.size} messages were not handled.`, { cause });
    });
  }

  async untilOffered(count: number): Promise<void> {
    await this.until(`${count} offers`, () => this.offers.length >= count);
  }

  #begin(message: Message, delivery: Delivery, bus: Bus): Offer {
    for (const other of this.inHand) {
      if (other.message.key !== message.key) continue;
      this.overlaps.push(`${message.id} was offered while ${other.message.id} was in hand`);
    }
    const startedAt = performance.now();
    const offer: Offer = { message, delivery, bus, startedAt, endedAt: undefined };
    this.offers.push(offer);
    this.#running.add(offer);
    this.inHandMax = Math.max(this.inHandMax, this.inHand.length);
    this.#changes.notify();
    return offer;
  }

  async #follow(offer: Offer, handle: NonNullable<MemberOptions["handle"]>): Promise<void> {
    try {
      await handle(offer.message, offer.delivery);
      this.#succeeded(offer);
    } finally {
      offer.endedAt = performance.now();
      this.#running.delete(offer);
      this.#changes.notify();
    }
  }

  /** The success of a dead member is nobody's: another has to achieve it again. */
  #succeeded({ message, bus }: Offer): void {
    if (this.#isDead(bus) || this.#handledIds.has(message.id)) return;
    this.#handledIds.add(message.id);
    this.handled.push(message);
  }
}
