import { Badge, type Tone } from "@quad/ui";
import type { OrderStatus } from "../api/orders.ts";
import { STATUS_WORDS } from "./status-words.ts";

const TONES: Readonly<Record<OrderStatus, Tone>> = {
  pending: "info",
  confirmed: "good",
  shipped: "good",
  delivered: "good",
  returned: "neutral",
  cancelled: "bad",
};

/** How an order stands, in a word. */
export function StatusBadge({ status }: { readonly status: OrderStatus }) {
  return <Badge tone={TONES[status]}>{STATUS_WORDS[status]}</Badge>;
}
