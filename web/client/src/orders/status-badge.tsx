import { type OrderStatus, orderStatuses } from "@quad/contracts/order-statuses";
import { Badge } from "@quad/ui";

/** How an order stands, in a word. */
export function StatusBadge({ status }: { readonly status: OrderStatus }) {
  const { tone, label } = orderStatuses[status];
  return <Badge tone={tone}>{label}</Badge>;
}
