import type { Money } from "@quad/contracts";
import { queryOptions } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";
import { request } from "./request.ts";

/** How the simulated payment provider will answer. */
export type PaymentToken = "sim_ok" | "sim_declined" | "sim_timeout" | "sim_unavailable";

export interface NewOrder {
  readonly items: readonly { readonly bookId: string; readonly quantity: number }[];
  readonly customer: Customer;
  readonly paymentToken: PaymentToken;
  /** The cart to clear once the order is placed. */
  readonly cartId?: string;
}

export interface Customer {
  readonly name: string;
  readonly email: string;
}

export interface PlacedOrder {
  readonly id: string;
  readonly status: "pending";
  readonly total: Money;
}

export interface OrderLine {
  readonly bookId: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly lineTotal: Money;
}

/** Something that happened to an order: the event, and the service that said it. */
export interface OrderEvent {
  /** Such as `payments.payment-received`. */
  readonly event: string;
  readonly label: string;
  readonly at: string;
  readonly source: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Order {
  readonly id: string;
  readonly status: "pending" | "confirmed" | "cancelled";
  readonly reason: "out_of_stock" | "payment_declined" | null;
  readonly items: readonly OrderLine[];
  readonly total: Money;
  readonly customer: Customer;
  readonly createdAt: string;
  /** Only grows. */
  readonly timeline: readonly OrderEvent[];
}

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.order(id),
    queryFn: ({ signal }) => request<Order>(orderPath(id), { signal }),
    structuralSharing: (kept, came) => later(kept as Order | undefined, came as Order),
  });

/** Repeating it with the same key and order places nothing new and gives the same answer. */
export function placeOrder(order: NewOrder, idempotencyKey: string): Promise<PlacedOrder> {
  const headers = { "idempotency-key": idempotencyKey };
  return request<PlacedOrder>("/api/orders", { method: "POST", headers, body: order });
}

/** Where one order is read; `/events` below it streams it. */
export function orderPath(id: string): string {
  return `/api/orders/${encodeURIComponent(id)}`;
}

/** True when nothing more will happen: the customer was told, and the copies are back. */
export function isComplete(order: Order): boolean {
  const happened = new Set(order.timeline.map(({ event }) => event));
  // The copies of a declined order may be back only after the customer was told.
  const copiesAreBack =
    order.reason !== "payment_declined" || happened.has("inventory.stock-released");
  return happened.has("notifications.notification-sent") && copiesAreBack;
}

/** An answer to an old question may come after newer news: the longer story is the later one. */
function later(kept: Order | undefined, came: Order): Order {
  return kept && kept.timeline.length > came.timeline.length ? kept : came;
}
