import type { OrderPage } from "./order-page.ts";
import type { OrdersKit } from "./orders-kit.ts";

/** A few kilobytes each. */
const ORDERS_MAX = 500;

/**
 * What this process has committed to orders a moment ago, so that neither the next step of a saga
 * nor who watches the order need read it again. It may be old, as other processes change orders
 * too, but never wrong: the events up to a version do not change. Whoever decides by it appends
 * behind that version, or learns that there is more.
 */
export class RecentOrders {
  readonly #pages = new Map<string, OrderPage>();
  readonly #watchers = new Map<string, Set<() => void>>();

  get(orderId: string): OrderPage | undefined {
    return this.#pages.get(orderId);
  }

  /** Only what is committed: a state that was rolled back might meet the version of another. */
  keep(orderId: string, page: OrderPage): void {
    if (page.version <= (this.#pages.get(orderId)?.version ?? 0)) return;
    this.#pages.delete(orderId);
    this.#pages.set(orderId, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > ORDERS_MAX && oldest !== undefined) this.#pages.delete(oldest);
    for (const wake of this.#watchers.get(orderId) ?? []) wake();
  }

  /** Calls `wake` after each change until the returned function is called. */
  watch(orderId: string, wake: () => void): () => void {
    const watchers = this.#watchers.get(orderId) ?? new Set();
    this.#watchers.set(orderId, watchers.add(wake));
    return () => {
      watchers.delete(wake);
      if (watchers.size === 0) this.#watchers.delete(orderId);
    };
  }
}

const ofStores = new WeakMap<OrdersKit["events"], RecentOrders>();

export function recentOrdersOf(events: OrdersKit["events"]): RecentOrders {
  const known = ofStores.get(events) ?? new RecentOrders();
  ofStores.set(events, known);
  return known;
}
