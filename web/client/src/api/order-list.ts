import type { Money } from "@quad/contracts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Customer, OrderStatus } from "./orders.ts";
import { type Page, withQuery } from "./page.ts";
import { queryKeys } from "./query-keys.ts";
import { request } from "./request.ts";

/** An order in a list of them. */
export interface OrderSummary {
  readonly id: string;
  readonly status: OrderStatus;
  readonly customer: Customer;
  readonly copies: number;
  readonly total: Money;
  readonly createdAt: string;
}

/** Which orders are listed; all without it. */
export interface OrdersWanted {
  readonly status?: OrderStatus;
  readonly email?: string;
}

/** What a customer has done so far. */
export interface CustomerHistory {
  readonly email: string;
  readonly orders: number;
  /** A sum for each currency. */
  readonly spent: readonly Money[];
  /** What of it went back. */
  readonly returned: readonly Money[];
  /** Null of somebody who has ordered nothing. */
  readonly firstOrderAt: string | null;
  readonly lastOrderAt: string | null;
}

/** What was sold on a day (UTC), in one currency. */
export interface DaySales {
  /** `2025-11-21`. */
  readonly day: string;
  readonly orders: number;
  readonly copies: number;
  readonly revenue: Money;
  readonly refunds: Money;
}

const ORDERS_PER_PAGE = 25;

/** How often an open list looks for news, in milliseconds. */
const LOOK_INTERVAL_MS = 5_000;

/** Newest first. */
export const orderListQuery = (wanted: OrdersWanted) =>
  infiniteQueryOptions({
    queryKey: queryKeys.orders(wanted),
    queryFn: ({ pageParam: cursor, signal }) =>
      request<Page<OrderSummary>>(
        withQuery("/api/orders", { ...wanted, limit: ORDERS_PER_PAGE, cursor }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: LOOK_INTERVAL_MS,
  });

export const customerQuery = (email: string) =>
  queryOptions({
    queryKey: queryKeys.customer(email),
    queryFn: ({ signal }) =>
      request<CustomerHistory>(withQuery("/api/orders/customers", { email }), { signal }),
  });

/** Oldest day first. */
export const salesQuery = queryOptions({
  queryKey: queryKeys.sales,
  queryFn: ({ signal }) => request<{ items: readonly DaySales[] }>("/api/orders/sales", { signal }),
  refetchInterval: LOOK_INTERVAL_MS,
});
