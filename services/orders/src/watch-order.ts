import type { ServerEvent } from "@quad/http";
import type { OrderPage } from "./order-page.ts";
import { viewOrder } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";

/** What another process of the service does to the order is seen after so long. */
const LOOK_EVERY_MS = 1_000;

/** The order at once and after each change, until nothing more will happen or `signal` aborts. */
export async function* watchOrder(
  kit: OrdersKit,
  found: OrderPage,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const { id } = found.order;
  const { orders } = kit.resources;
  let changed = Promise.withResolvers<void>();
  const unwatch = orders.watch(id, () => changed.resolve());
  let versionShown = 0;
  const newest = async () => {
    const known = orders.recent(id);
    return known && known.version > versionShown ? known : await orders.find(id);
  };
  try {
    // What has changed between the finding and the watching woke nobody.
    let page = later(found, orders.recent(id)?.state);
    while (!signal.aborted) {
      if (page.version > versionShown) {
        versionShown = page.version;
        const order = viewOrder(page);
        yield { event: "order", data: order };
        if (order.settled) {
          yield { event: "end", data: {} };
          return;
        }
      }
      await Promise.race([changed.promise, pause(kit, signal)]);
      changed = Promise.withResolvers();
      page = (await newest())?.state ?? page;
    }
  } finally {
    unwatch();
  }
}

function later(one: OrderPage, other: OrderPage = one): OrderPage {
  return other.version > one.version ? other : one;
}

async function pause(kit: OrdersKit, signal: AbortSignal): Promise<void> {
  await kit.clock.sleep(LOOK_EVERY_MS, signal).catch(() => {});
}
