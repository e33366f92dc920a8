import type { ServerEvent } from "@quad/http";
import { findOrder, type OrdersKit } from "./order-store.ts";
import { isSettled, viewOrder } from "./order-view.ts";
import { orderWatch, WATCH_INTERVAL_MS } from "./order-watch.ts";

/** The order at once and after each change, until nothing more will happen or `signal` aborts. */
export async function* watchOrder(
  kit: OrdersKit,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  let changed = Promise.withResolvers<void>();
  const unwatch = orderWatch.watch(id, () => changed.resolve());
  let entriesShown = -1;
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      const found = await findOrder(kit.database.sql, id);
      if (!found) return;
      if (found.timeline.length !== entriesShown) {
        entriesShown = found.timeline.length;
        const view = viewOrder(found);
        yield { event: "order", data: view };
        if (isSettled(view)) {
          yield { event: "end", data: {} };
          return;
        }
      }
      await Promise.race([changed.promise, pause(kit, signal)]);
    }
  } finally {
    unwatch();
  }
}

async function pause(kit: OrdersKit, signal: AbortSignal): Promise<void> {
  await kit.clock.sleep(WATCH_INTERVAL_MS, signal).catch(() => {});
}
