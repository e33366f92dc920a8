import type { Money } from "@quad/contracts";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { withQuery } from "./page.ts";
import { queryKeys } from "./query-keys.ts";
import { type RequestOptions, request } from "./request.ts";

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
  /** Copies that came back. */
  readonly returned: number;
  /** Copies that can be asked to be returned, once they are delivered. */
  readonly returnable: number;
}

/** Something that happened to an order: the event, and the service that said it. */
export interface OrderEvent {
  /** Of the order after the event: 1, 2, 3 … */
  readonly version: number;
  /** Such as `payments.payment-received`. */
  readonly event: string;
  readonly label: string;
  /** The whole of it as a sentence. */
  readonly words: string;
  readonly at: string;
  readonly source: string;
}

export const ORDER_STATUSES = [
  "pending",
  "confirmed",
  "shipped",
  "delivered",
  "returned",
  "cancelled",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** The status of this name, if there is one. */
export function asOrderStatus(name: unknown): OrderStatus | undefined {
  return ORDER_STATUSES.find((status) => status === name);
}

/** What a person may do with an order as it stands. */
export type OrderAction = "cancel" | "ship" | "deliver" | "return";

export interface Order {
  readonly id: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly reason: "out_of_stock" | "payment_declined" | "customer" | null;
  readonly items: readonly OrderLine[];
  readonly total: Money;
  /** Money that was given back. */
  readonly refunded: Money;
  readonly customer: Customer;
  readonly createdAt: string;
  /** The customer has asked to cancel it, and that is not done yet. */
  readonly cancelling: boolean;
  readonly can: readonly OrderAction[];
  /** Nothing more will happen by itself. */
  readonly settled: boolean;
  /** Only grows. */
  readonly timeline: readonly OrderEvent[];
}

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.order(id),
    queryFn: ({ signal }) => request<Order>(orderPath(id), { signal }),
    structuralSharing: (kept, came) => later(kept as Order | undefined, came as Order),
  });

/** The order as it was after its event of that version: what was, stays so. */
export const pastOrderQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: queryKeys.pastOrder(id, version),
    queryFn: ({ signal }) => request<Order>(withQuery(orderPath(id), { version }), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

/** Repeating it with the same key and order places nothing new and gives the same answer. */
export function placeOrder(order: NewOrder, idempotencyKey: string): Promise<PlacedOrder> {
  return request<PlacedOrder>("/api/orders", posting(order, idempotencyKey));
}

/** Asks for the money back and gives up the books. Refused once they were shipped. */
export function cancelOrder(id: string): Promise<Order> {
  return request<Order>(`${orderPath(id)}/cancellation`, { method: "POST" });
}

export interface Shipment {
  readonly carrier: string;
  readonly tracking?: string;
}

export function shipOrder(id: string, shipment: Shipment): Promise<Order> {
  return request<Order>(`${orderPath(id)}/shipment`, { method: "POST", body: shipment });
}

export function deliverOrder(id: string): Promise<Order> {
  return request<Order>(`${orderPath(id)}/delivery`, { method: "POST" });
}

export interface BookCount {
  readonly bookId: string;
  readonly quantity: number;
}

/** Sends copies back for their price. Repeating it with the same key returns them once. */
export function returnBooks(
  id: string,
  items: readonly BookCount[],
  idempotencyKey: string,
): Promise<Order> {
  return request<Order>(`${orderPath(id)}/returns`, posting({ items }, idempotencyKey));
}

/** Where one order is read; `/events` below it streams it. */
export function orderPath(id: string): string {
  return `/api/orders/${encodeURIComponent(id)}`;
}

function posting(body: unknown, idempotencyKey: string): RequestOptions {
  return { method: "POST", headers: { "idempotency-key": idempotencyKey }, body };
}

/** An answer to an old question may come after newer news. */
function later(kept: Order | undefined, came: Order): Order {
  return kept && kept.version > came.version ? kept : came;
}
