import { Customer, Money } from "@quad/contracts";
import { type Static, Type } from "typebox";
import { possible } from "./domain/decide-order.ts";
import { copiesBack, copiesLeft, type Order } from "./domain/order.ts";
import type { OrderPage } from "./order-page.ts";

export const OrderStatus = Type.Enum([
  "pending",
  "confirmed",
  "shipped",
  "delivered",
  "cancelled",
  "returned",
]);

/** An order as its customer sees it. */
export const OrderView = Type.Object({
  id: Type.String(),
  /** How many events it has come to. */
  version: Type.Integer(),
  status: OrderStatus,
  reason: Type.Union([Type.Enum(["out_of_stock", "payment_declined", "customer"]), Type.Null()]),
  items: Type.Array(
    Type.Object({
      bookId: Type.String(),
      title: Type.String(),
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
      /** Copies that came back. */
      returned: Type.Integer(),
      /** Copies that can still be asked to be returned, once they are delivered. */
      returnable: Type.Integer(),
    }),
  ),
  total: Money,
  /** What has gone back to the customer so far. */
  refunded: Money,
  /** The customer has asked to cancel it. */
  cancelling: Type.Boolean(),
  /** What can be done with it now. */
  can: Type.Array(Type.Enum(["cancel", "ship", "deliver", "return"])),
  customer: Customer,
  createdAt: Type.String(),
  /** Nothing more will happen by itself. */
  settled: Type.Boolean(),
  timeline: Type.Array(
    Type.Object({
      version: Type.Integer(),
      event: Type.String(),
      label: Type.String(),
      words: Type.String(),
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
  "orders.cancellation-asked": "Cancellation asked for",
  "orders.order-cancelled": "Order cancelled",
  "orders.order-shipped": "Order shipped",
  "orders.order-delivered": "Order delivered",
  "orders.return-asked": "Return asked for",
  "inventory.copies-taken-back": "Copies taken back",
  "payments.return-refunded": "Return refunded",
  "orders.return-refused": "Return refused",
  "notifications.notification-sent": "Customer told",
};

export function viewOrder(page: OrderPage): OrderView {
  const { version, order, createdAt, timeline } = page;
  const { id, status, reason, lines, total, refunded, cancelling, customer } = order;
  return {
    ...{ id, version, status, reason, total, cancelling, customer, createdAt },
    items: lines.map((line) => ({
      ...line,
      lineTotal: { ...line.unitPrice, amount: line.unitPrice.amount * line.quantity },
      returned: copiesBack(order, line.bookId),
      returnable: status === "cancelled" ? 0 : copiesLeft(order, line),
    })),
    refunded: { ...total, amount: refunded },
    can: possible(order),
    settled: isSettled(page),
    timeline: timeline.map((entry) => ({ ...entry, label: LABELS[entry.event] ?? entry.event })),
  };
}

/** What the customer is told of each status. */
const NEWS: Readonly<Record<Order["status"], string>> = {
  pending: "",
  confirmed: "order_confirmed",
  shipped: "order_shipped",
  delivered: "order_delivered",
  cancelled: "order_cancelled",
  returned: "order_delivered",
};

/** True when nothing is under way, and the customer knows. */
function isSettled({ order }: OrderPage): boolean {
  const { status, reason, cancelling, noted, returns } = order;
  const isTold = (kind: string, returnId = "") =>
    noted.includes(["notifications.notification-sent", kind, returnId].join("/"));
  const areReturnsOver = returns.every(
    ({ id, state }) =>
      state === "refused" || (state === "refunded" && isTold("order_returned", id)),
  );
  const areCopiesBack = reason !== "payment_declined" || noted.includes("inventory.stock-released");
  return isTold(NEWS[status]) && !cancelling && areReturnsOver && areCopiesBack;
}
