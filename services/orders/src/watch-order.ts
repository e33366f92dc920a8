import type { ServerEvent } from "@quad/http";
import { findOrder } from "./order-page.ts";
import { viewOrder } from "./order-view.ts";
import { orderWatch, WATCH_INTERVAL_MS } from "./order-watch.ts";
import type { OrdersKit } from "./orders-kit.ts";

/** The order at once and after each change, until nothing more will happen or `signal` aborts. */
export async function* watchOrder(
  kit: OrdersKit,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  let changed = Promise.withResolvers<void>();
  const unwatch = orderWatch.watch(id, () => changed.resolve());
  let versionShown = 0;
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      const found = await findOrder(kit, id);
      if (!found) return;
      if (found.version !== versionShown) {
        versionShown = found.version;
        const order = viewOrder(found);
        yield { event: "order", data: order };
        if (order.settled) {
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
