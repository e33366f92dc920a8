import type { CustomerHistory, DaySales, OrderSummary } from "@quad/contracts/http/orders";
import type { OrderStatus } from "@quad/contracts/order-statuses";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Page, withQuery } from "../../../api/page.ts";
import { request } from "../../../api/request.ts";

export type { CustomerHistory, DaySales, OrderSummary } from "@quad/contracts/http/orders";

/** Which orders are listed; all without it. */
export interface OrdersWanted {
  readonly status?: OrderStatus;
  readonly email?: string;
}

const ORDERS_PER_PAGE = 25;

/** How often an open list looks for news, in milliseconds. */
const LOOK_INTERVAL_MS = 5_000;

/** Newest first. */
export const orderListQuery = (wanted: OrdersWanted) =>
  infiniteQueryOptions({
    queryKey: ["orders", wanted],
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
    queryKey: ["customer", { email }],
    queryFn: ({ signal }) =>
      request<CustomerHistory>(withQuery("/api/orders/customers", { email }), { signal }),
  });

/** Oldest day first. */
export const salesQuery = queryOptions({
  queryKey: ["sales"],
  queryFn: ({ signal }) => request<{ items: readonly DaySales[] }>("/api/orders/sales", { signal }),
  refetchInterval: LOOK_INTERVAL_MS,
});
