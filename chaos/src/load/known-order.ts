import { setTimeout as sleep } from "node:timers/promises";
import type { OrderView } from "../evidence/evidence.ts";
import type { Customer } from "./customer.ts";

/** Somebody who wants something of an order does not wait for ever that it becomes possible. */
const WAIT_MS = 20_000;
const LOOK_EVERY_MS = 300;

/** The id of the order that a checkout placed; undefined when nobody was told in time. */
export async function orderIdOf({ log }: Customer, key: string): Promise<string | undefined> {
  const until = performance.now() + WAIT_MS;
  while (performance.now() < until) {
    const record = log.checkouts.get(key);
    if (record) return record.orderIds[0];
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

/** The order once it is as wished, or as it is when that takes too long. */
export async function orderWhen(
  customer: Customer,
  key: string,
  isAsWished: (order: OrderView) => boolean,
): Promise<OrderView | undefined> {
  const id = await orderIdOf(customer, key);
  if (!id) return undefined;
  const until = performance.now() + WAIT_MS;
  while (true) {
    const answer = await customer.shop.definite({ method: "GET", path: `/api/orders/${id}` });
    const order = answer?.status === 200 ? (answer.body as OrderView) : undefined;
    if (!order || isAsWished(order) || performance.now() > until) return order;
    await sleep(LOOK_EVERY_MS);
  }
}
