import type { Cancellation } from "../plan/load-step.ts";
import { actOnOrder } from "./act-on-order.ts";
import type { Customer } from "./customer.ts";
import { orderIdOf } from "./known-order.ts";

/** A customer thinks better of it, however far the order has come. */
export async function cancel(customer: Customer, { of }: Cancellation): Promise<void> {
  const orderId = await orderIdOf(customer, of);
  if (!orderId) return;
  const request = { path: `/api/orders/${orderId}/cancellation` };
  await actOnOrder(customer, { action: "cancel", orderId, request });
}
