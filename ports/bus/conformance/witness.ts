import { type Signal, signal } from "@quad/testkit";
import type { Delivery, Message } from "../src/bus.ts";

export type Act = (message: Message, delivery: Delivery) => Promise<void> | void;

export interface Sighting {
  readonly message: Message;
  readonly attempt: number;
  /** Milliseconds of a clock that never goes back. */
  readonly atMs: number;
}

/** A handler that remembers what it was given, and lets a check wait for it. */
export class Witness {
  /** Every delivery, in the order they began. */
  readonly begun: Sighting[] = [];
  /** Deliveries whose handler resolved, in the order they did. */
  readonly handled: Sighting[] = [];
  /** The most messages that were in hand at the same time. */
  inHandMax = 0;
  /** Keys that had two messages in hand at the same time. */
  readonly crowdedKeys = new Set<string>();
  readonly #inHand: string[] = [];
  readonly #waits = new Set<{ isOver: () => boolean; over: Signal<void> }>();
  readonly #act: Act;
  readonly #patienceMs: number;

  constructor(act: Act = () => {}, patienceMs = 0) {
    this.#act = act;
    this.#patienceMs = patienceMs;
  }

  readonly handle = async (message: Message, delivery: Delivery): Promise<void> => {
    const { key } = message;
    const sighting = { message, attempt: delivery.attempt, atMs: performance.now() };
    if (this.#inHand.includes(key)) this.crowdedKeys.add(key);
    this.#inHand.push(key);
    this.inHandMax = Math.max(this.inHandMax, this.#inHand.length);
    this.begun.push(sighting);
    this.#tell();
    try {
      await this.#act(message, delivery);
      this.handled.push(sighting);
    } finally {
      this.#inHand.splice(this.#inHand.indexOf(key), 1);
      this.#tell();
    }
  };

  /** Bodies of what was handled, in order, of one key or of all. */
  bodies(key?: string): unknown[] {
    return this.handled
      .filter(({ message }) => key === undefined || message.key === key)
      .map(({ message }) => message.body);
  }

  /** The attempt that each delivery was said to be. */
  get attempts(): number[] {
    return this.begun.map(({ attempt }) => attempt);
  }

  async hasBegun(count: number): Promise<void> {
    await this.until(`${count} deliveries`, () => this.begun.length >= count);
  }

  async hasHandled(count: number): Promise<void> {
    await this.until(`${count} handled`, () => this.handled.length >= count);
  }

  /** Waits until a condition on what was seen holds. */
  async until(what: string, isOver: () => boolean): Promise<void> {
    if (isOver()) return;
    const wait = { isOver, over: signal(what) };
    this.#waits.add(wait);
    await wait.over.within(this.#patienceMs).finally(() => this.#waits.delete(wait));
  }

  #tell(): void {
    for (const { isOver, over } of this.#waits) if (isOver()) over.resolve();
  }
}
