import type { Command } from "../src/domain/decide-order.ts";
import type { Fact, OrderEvent } from "../src/domain/order-event.ts";

/** An order of two copies of Emma and one of Moby-Dick, and what may happen to it. */
const usd = (amount: number) => ({ amount, currency: "USD" });
export const TOTAL = usd(3700);
export const EMMA = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11";
export const MOBY = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12";
export const ONE_EMMA = [{ bookId: EMMA, quantity: 1 }];
export const ALL = [
  { bookId: EMMA, quantity: 2 },
  { bookId: MOBY, quantity: 1 },
];

const placement = {
  orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
  lines: [
    { bookId: EMMA, title: "Emma", quantity: 2, unitPrice: usd(950) },
    { bookId: MOBY, title: "Moby-Dick", quantity: 1, unitPrice: usd(1800) },
  ],
  total: TOTAL,
  customer: { name: "Ada Example", email: "ada@example.org" },
};
export const place: Command = { type: "create", ...placement };

export const created: OrderEvent = { type: "orders.order-created", data: placement };
export const confirmed: OrderEvent = {
  type: "orders.order-confirmed",
  data: { copies: 3, total: TOTAL },
};
export const cancellationAsked: OrderEvent = { type: "orders.cancellation-asked", data: {} };
export const shipped: OrderEvent = { type: "orders.order-shipped", data: { carrier: "Post" } };
export const delivered: OrderEvent = { type: "orders.order-delivered", data: {} };
export const cancelled = (
  reason: "out_of_stock" | "payment_declined" | "customer",
): OrderEvent => ({
  type: "orders.order-cancelled",
  data: { reason, by: reason === "customer" ? "customer" : "shop" },
});

export const reserved: Fact = { type: "inventory.stock-reserved", data: { items: ALL } };
export const soldOut: Fact = { type: "inventory.out-of-stock", data: { missing: [] } };
export const released: Fact = { type: "inventory.stock-released", data: {} };
export const paid: Fact = {
  type: "payments.payment-received",
  data: { paymentId: "p", amount: TOTAL },
};
export const declined: Fact = {
  type: "payments.payment-declined",
  data: { paymentId: "p", reason: "card_declined" },
};
export const moneyBack: Fact = { type: "payments.payment-refunded", data: { paymentId: "p" } };
export const refunded: Fact = {
  type: "payments.payment-refunded",
  data: { paymentId: "p", amount: TOTAL },
};
export const told = (kind: string): Fact => ({
  type: "notifications.notification-sent",
  data: { notificationId: "n", kind },
});

export const returnAsked = (returnId: string, items = ONE_EMMA, amount = 950): OrderEvent => ({
  type: "orders.return-asked",
  data: { returnId, items, amount: usd(amount) },
});
export const takenBack = (returnId: string, items = ONE_EMMA): OrderEvent => ({
  type: "inventory.copies-taken-back",
  data: { returnId, items },
});
export const returnRefunded = (
  returnId: string,
  { items = ONE_EMMA, amount = 950, complete = false } = {},
): OrderEvent => ({
  type: "payments.return-refunded",
  data: { returnId, paymentId: "p", items, amount: usd(amount), complete },
});
export const returnRefused = (returnId: string): OrderEvent => ({
  type: "orders.return-refused",
  data: { returnId, reason: "exceeds_order" },
});

const confirming = [created, reserved, paid, confirmed];
const delivering = [...confirming, shipped, delivered];

/** A way to each state in which an order can be. */
export const HISTORIES = {
  pending: [created],
  paid: [created, reserved, paid],
  "pending, to be cancelled": [created, cancellationAsked],
  confirmed: confirming,
  "confirmed, to be cancelled": [...confirming, cancellationAsked],
  "confirmed, refunded": [...confirming, cancellationAsked, refunded],
  shipped: [...confirming, shipped],
  delivered: delivering,
  "a return asked": [...delivering, returnAsked("r1")],
  "a return taken back": [...delivering, returnAsked("r1"), takenBack("r1")],
  returned: [
    ...delivering,
    returnAsked("r1", ALL, TOTAL.amount),
    takenBack("r1", ALL),
    returnRefunded("r1", { items: ALL, amount: TOTAL.amount, complete: true }),
  ],
  "cancelled by the shop": [created, soldOut, cancelled("out_of_stock")],
  "cancelled by the customer": [...confirming, cancellationAsked, refunded, cancelled("customer")],
} satisfies Record<string, OrderEvent[]>;
