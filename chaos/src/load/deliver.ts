import type { Delivery } from "../plan/load-step.ts";
import { actOnOrder } from "./act-on-order.ts";
import type { Customer } from "./customer.ts";
import { orderWhen } from "./known-order.ts";

const BEFORE = new Set(["pending", "confirmed"]);

/** The carrier says that an order has arrived. */
export async function deliver(customer: Customer, { of }: Delivery): Promise<void> {
  const order = await orderWhen(customer, of, ({ status }) => !BEFORE.has(status));
  if (!order) return;
  const request = { path: `/api/orders/${order.id}/delivery` };
  await actOnOrder(customer, { action: "deliver", orderId: order.id, request });
}
