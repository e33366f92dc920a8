import { type Order, orderPath } from "../../../api/orders.ts";

/** What a follower of an order is told. */
export interface OrderFollower {
  readonly onOrder: (order: Order) => void;
  /** The stream is open, for the first time or again. */
  readonly onOpen: () => void;
  /** The stream broke. Where the server allows it, the browser is already trying again. */
  readonly onBroken: () => void;
}

/**
 * Follows an order as it changes, until the returned stop is called: to the browser, an end of the
 * server's is a break like any other, after which it comes back.
 */
export function followOrder(id: string, follower: OrderFollower): () => void {
  const stream = new EventSource(`${orderPath(id)}/events`);
  stream.addEventListener("open", follower.onOpen);
  stream.addEventListener("error", follower.onBroken);
  stream.addEventListener("order", ({ data }) => follower.onOrder(JSON.parse(data) as Order));
  return () => stream.close();
}
