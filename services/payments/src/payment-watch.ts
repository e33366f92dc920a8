import { Bell, type Clock } from "@quad/clock";

/**
 * Wakes those in this process who wait for the provider's word about a payment. Other processes of
 * the service are not told: they ask again after their time is up.
 */
export class PaymentWatch {
  readonly #waiting = new Map<string, Set<Bell>>();

  wake(orderId: string): void {
    for (const bell of this.#waiting.get(orderId) ?? []) bell.ring();
  }

  /** Listens from now on; `heard` resolves at the next word, or after some time. */
  listen(orderId: string, clock: Clock): Listening {
    const bell = new Bell(clock);
    const bells = this.#waiting.get(orderId) ?? new Set();
    this.#waiting.set(orderId, bells.add(bell));
    return {
      heard: (withinMs) => bell.heard(withinMs),
      [Symbol.dispose]: () => {
        bells.delete(bell);
        if (bells.size === 0) this.#waiting.delete(orderId);
      },
    };
  }
}

interface Listening extends Disposable {
  heard(withinMs: number): Promise<void>;
}
