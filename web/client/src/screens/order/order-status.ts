import type { Tone } from "@quad/ui";
import type { Order } from "../../api/orders.ts";

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
};

const REASONS = {
  out_of_stock: "There were not enough copies. Nothing was charged.",
  payment_declined: "The payment was declined. Nothing was charged, the copies are for sale again.",
} as const;

export function standingOf({ status, reason }: Order): OrderStanding {
  switch (status) {
    case "pending":
      return {
        tone: "info",
        title: "Order on its way",
        text: "Several services work on it. This page shows each event as it comes.",
      };
    case "confirmed":
      return { tone: "good", title: "Order confirmed", text: "It is paid, the copies are yours." };
    case "cancelled":
      return { tone: "bad", title: "Order cancelled", text: reason ? REASONS[reason] : "" };
    default:
      return status satisfies never;
  }
}

/** What comes next, as far as anybody can say. */
export function nextStep(order: Order): string {
  const last = order.timeline.at(-1)?.event ?? "";
  return WAITS[last] ?? "Waiting for the customer to be told";
}
