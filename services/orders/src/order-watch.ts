/**
 * Tells the pages that watch an order in this process that it has changed. Other processes of the
 * service are not told: their watchers look again after `WATCH_INTERVAL_MS`.
 */
class OrderWatch {
  readonly #watchers = new Map<string, Set<() => void>>();

  wake(orderId: string): void {
    for (const wake of this.#watchers.get(orderId) ?? []) wake();
  }

  /** Calls `wake` at each change until the returned function is called. */
  watch(orderId: string, wake: () => void): () => void {
    const watchers = this.#watchers.get(orderId) ?? new Set();
    this.#watchers.set(orderId, watchers.add(wake));
    return () => {
      watchers.delete(wake);
      if (watchers.size === 0) this.#watchers.delete(orderId);
    };
  }
}

export const orderWatch = new OrderWatch();
export const WATCH_INTERVAL_MS = 1_000;
