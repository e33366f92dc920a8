import { setTimeout as sleep } from "node:timers/promises";
import { bookIds, placeOrder, stockUp } from "./order-client.ts";

interface Timeline {
  readonly status: string;
  readonly createdAt: string;
  readonly timeline: readonly { readonly event: string; readonly at: string }[];
}

export interface OrderLoad {
  /** Milliseconds from placed to confirmed, by the campus's own timeline. */
  readonly latenciesMs: readonly number[];
  /** Confirmed orders a second, from the first request to the last confirmation. */
  readonly perSecond: number;
}

const BOOKS = 50;
const CONFIRMED_WITHIN_MS = 60_000;

/** Places orders from several clients at once and waits until all are confirmed. */
export async function loadOrders(
  url: string,
  { orders, clients }: { orders: number; clients: number },
): Promise<OrderLoad> {
  const books = await bookIds(url, BOOKS);
  await stockUp(url, books, orders);
  const startedAt = Date.now();
  const ids: string[] = [];
  let next = 0;
  const client = async () => {
    while (next < orders) {
      ids.push(await placeOrder(url, books[next++ % books.length] ?? ""));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const ends: { createdAt: number; at: number }[] = [];
  for (const id of ids) ends.push(await confirmed(url, id));
  const lastAt = Math.max(...ends.map(({ at }) => at));
  return {
    latenciesMs: ends.map(({ at, createdAt }) => at - createdAt),
    perSecond: orders / ((lastAt - startedAt) / 1000),
  };
}

async function confirmed(url: string, id: string): Promise<{ createdAt: number; at: number }> {
  const deadline = Date.now() + CONFIRMED_WITHIN_MS;
  while (Date.now() < deadline) {
    const order = (await (await fetch(`${url}/api/orders/${id}`)).json()) as Timeline;
    const end = order.timeline.find(({ event }) => event === "orders.order-confirmed");
    if (end) return { createdAt: Date.parse(order.createdAt), at: Date.parse(end.at) };
    await sleep(20);
  }
  throw new Error(`Order ${id} was not confirmed within ${CONFIRMED_WITHIN_MS} ms.`);
}
