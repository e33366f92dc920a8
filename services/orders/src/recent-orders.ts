import type { Order } from "./order.ts";

/** An order after its first `version` events. */
export interface Known {
  readonly order: Order | null;
  readonly version: number;
}

/** A few kilobytes each. */
const ORDERS_MAX = 500;

/**
 * What this process has committed to orders a moment ago, so that the next step of a saga need not
 * read it again. It may be old, but never wrong: the events up to a version do not change. Whoever
 * decides by it appends behind that version, or learns that there is more.
 */
export class RecentOrders {
  readonly #orders = new Map<string, Known>();

  get(orderId: string): Known | undefined {
    return this.#orders.get(orderId);
  }

  /** Only what is committed: a state that was rolled back might meet the version of another. */
  keep(orderId: string, known: Known): void {
    const { version = 0 } = this.#orders.get(orderId) ?? {};
    if (known.version < version) return;
    this.#orders.delete(orderId);
    this.#orders.set(orderId, known);
    const [oldest] = this.#orders.keys();
    if (this.#orders.size > ORDERS_MAX && oldest !== undefined) this.#orders.delete(oldest);
  }
}
