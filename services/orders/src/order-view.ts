import { Customer, Money } from "@quad/contracts";
import { type Static, Type } from "typebox";
import type { Order } from "./order.ts";
import type { TimelineEntry } from "./order-store.ts";

/** An order as its customer sees it. */
export const OrderView = Type.Object({
  id: Type.String(),
  status: Type.Enum(["pending", "confirmed", "cancelled"]),
  reason: Type.Union([Type.Enum(["out_of_stock", "payment_declined"]), Type.Null()]),
  items: Type.Array(
    Type.Object({
      bookId: Type.String(),
      title: Type.String(),
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
    }),
  ),
  total: Money,
  customer: Customer,
  createdAt: Type.String(),
  timeline: Type.Array(
    Type.Object({
      event: Type.String(),
      label: Type.String(),
      source: Type.String(),
      at: Type.String(),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});
export type OrderView = Static<typeof OrderView>;

/** What each event means to a customer. */
const LABELS: Readonly<Record<string, string>> = {
  "orders.order-created": "Order placed",
  "inventory.stock-reserved": "Copies set aside",
  "inventory.out-of-stock": "Not enough copies",
  "inventory.stock-released": "Copies back on the shelf",
  "payments.payment-received": "Payment received",
  "payments.payment-declined": "Payment declined",
  "payments.payment-refunded": "Payment refunded",
  "orders.order-confirmed": "Order confirmed",
  "orders.order-cancelled": "Order cancelled",
  "notifications.notification-sent": "Customer told",
};

export function viewOrder(found: {
  order: Order;
  createdAt: Date;
  timeline: readonly TimelineEntry[];
}): OrderView {
  const { order, createdAt, timeline } = found;
  return {
    id: order.id,
    status: order.status,
    reason: order.reason,
    items: order.lines.map((line) => ({
      ...line,
      lineTotal: { ...line.unitPrice, amount: line.unitPrice.amount * line.quantity },
    })),
    total: order.total,
    customer: order.customer,
    createdAt: createdAt.toISOString(),
    timeline: timeline.map((entry) => ({
      ...entry,
      label: LABELS[entry.event] ?? entry.event,
      at: entry.at.toISOString(),
    })),
  };
}

/** True when nothing more will happen to an order: the customer knows, the copies are back. */
export function isSettled({ reason, timeline }: OrderView): boolean {
  const happened = new Set(timeline.map(({ event }) => event));
  const copiesAreBack = reason !== "payment_declined" || happened.has("inventory.stock-released");
  return happened.has("notifications.notification-sent") && copiesAreBack;
}
