import type { Shipment } from "../plan/load-step.ts";
import { actOnOrder } from "./act-on-order.ts";
import type { Customer } from "./customer.ts";
import { orderWhen } from "./known-order.ts";

/** The desk hands an order to a carrier, as soon as it can be. */
export async function ship(customer: Customer, { of, carrier }: Shipment): Promise<void> {
  const order = await orderWhen(customer, of, ({ status }) => status !== "pending");
  if (!order) return;
  const request = { path: `/api/orders/${order.id}/shipment`, body: { carrier, tracking: of } };
  await actOnOrder(customer, { action: "ship", orderId: order.id, request });
}
