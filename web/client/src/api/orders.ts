import type { BodyOf, SuccessOf } from "@quad/contracts";
import type { OrderView, ordersHttp, NewOrder as Sent } from "@quad/contracts/http/orders";
import { type OrderStatus, orderStatusNames } from "@quad/contracts/order-statuses";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { withQuery } from "./page.ts";
import { type RequestOptions, request } from "./request.ts";

/** How the simulated payment provider will answer. */
export type PaymentToken = "sim_ok" | "sim_declined" | "sim_timeout" | "sim_unavailable";

export type NewOrder = Sent & { readonly paymentToken: PaymentToken };
export type Customer = NewOrder["customer"];
export type PlacedOrder = SuccessOf<typeof ordersHttp.placeOrder>;
export type Order = OrderView;
export type OrderLine = Order["items"][number];
/** Something that happened to an order: the event, and the service that said it. */
export type OrderEvent = Order["timeline"][number];
/** What a person may do with an order as it stands. */
export type OrderAction = Order["can"][number];
export type Shipment = BodyOf<typeof ordersHttp.shipOrder>;
export type BookCount = BodyOf<typeof ordersHttp.askReturn>["items"][number];

/** The status of this name, if there is one. */
export function asOrderStatus(name: unknown): OrderStatus | undefined {
  return orderStatusNames.find((status) => status === name);
}

/** What every single order is kept under, past and present. */
export const allOrders = ["order"];

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: [...allOrders, id],
    queryFn: ({ signal }) => request<Order>(orderPath(id), { signal }),
    structuralSharing: (kept, came) => later(kept as Order | undefined, came as Order),
  });

/** The order as it was after its event of that version: what was, stays so. */
export const pastOrderQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: [...allOrders, id, { version }],
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

export function shipOrder(id: string, shipment: Shipment): Promise<Order> {
  return request<Order>(`${orderPath(id)}/shipment`, { method: "POST", body: shipment });
}

export function deliverOrder(id: string): Promise<Order> {
  return request<Order>(`${orderPath(id)}/delivery`, { method: "POST" });
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
