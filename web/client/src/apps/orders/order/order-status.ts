import { orderStatuses } from "@quad/contracts/order-statuses";
import type { Tone } from "@quad/ui";
import type { Order } from "../../../api/orders.ts";

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

export function standingOf({ status, reason, cancelling }: Order): OrderStanding {
  const { title, text, tone } = orderStatuses[status];
  if (status === "cancelled") return { tone, title, text: reason ? REASONS[reason] : text };
  if (!cancelling) return { tone, title, text };
  return { title, tone: "warn", text: "It is being cancelled: the money comes back first." };
}

/** What comes next, as far as anybody can say. */
export function nextStep(order: Order): string {
  const last = order.timeline.at(-1)?.event ?? "";
  return WAITS[last] ?? "Waiting for the customer to be told";
}
