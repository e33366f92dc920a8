import type { OrderView } from "@quad/contracts/http/orders";
import { orderStatuses } from "@quad/contracts/order-statuses";
import { possible } from "./domain/decide-order.ts";
import { copiesBack, copiesLeft } from "./domain/order.ts";
import type { OrderPage } from "./order-page.ts";

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

/** An order as its customer sees it. */
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
  const { mail } = orderStatuses[status];
  return mail !== null && isTold(mail) && !cancelling && areReturnsOver && areCopiesBack;
}
