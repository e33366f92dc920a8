import type { Tone } from "@quad/ui";
import type { Order, OrderStatus } from "../../api/orders.ts";

/** How an order stands, in words and colour. */
export interface OrderStanding {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** What an order waits for after its last event. */
const WAITS: Readonly<Record<string, string>> = {
  "orders.order-created": "Waiting for inventory to set the copies aside",
  "inventory.stock-reserved": "Waiting for the payment",
  "inventory.out-of-stock": "Waiting for orders to cancel",
  "payments.payment-received": "Waiting for orders to confirm",
  "payments.payment-declined": "Waiting for orders to cancel",
  "orders.cancellation-asked": "Waiting for the money to be given back",
  "orders.return-asked": "Waiting for inventory to take the copies back",
  "inventory.copies-taken-back": "Waiting for the money to be given back",
};

const REASONS = {
  out_of_stock: "There were not enough copies. Nothing was charged.",
  payment_declined: "The payment was declined. Nothing was charged, the copies are for sale again.",
  customer: "You cancelled it. The money was given back, the copies are for sale again.",
} as const;

const STANDINGS: Readonly<Record<Exclude<OrderStatus, "cancelled">, OrderStanding>> = {
  pending: {
    tone: "info",
    title: "Order on its way",
    text: "Several services work on it. This page shows each event as it comes.",
  },
  confirmed: {
    tone: "good",
    title: "Order confirmed",
    text: "It is paid, the copies are yours. It can be cancelled until it is shipped.",
  },
  shipped: { tone: "good", title: "Order shipped", text: "The parcel is with its carrier." },
  delivered: {
    tone: "good",
    title: "Order delivered",
    text: "The parcel has arrived. Copies can be sent back for their price.",
  },
  returned: {
    tone: "neutral",
    title: "Order returned",
    text: "Every copy came back, and all of the money was given back.",
  },
};

export function standingOf({ status, reason, cancelling }: Order): OrderStanding {
  if (status === "cancelled") {
    return { tone: "bad", title: "Order cancelled", text: reason ? REASONS[reason] : "" };
  }
  const standing = STANDINGS[status];
  if (!cancelling) return standing;
  return { ...standing, tone: "warn", text: "It is being cancelled: the money comes back first." };
}

/** What comes next, as far as anybody can say. */
export function nextStep(order: Order): string {
  const last = order.timeline.at(-1)?.event ?? "";
  return WAITS[last] ?? "Waiting for the customer to be told";
}
