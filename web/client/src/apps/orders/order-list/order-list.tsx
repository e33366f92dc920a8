import { Button, Card, Skeleton } from "@quad/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatMoney } from "../../../money/format-money.ts";
import { StatusBadge } from "../../../orders/status-badge.tsx";
import { Fetched } from "../../../problem/fetched.tsx";
import { formatInstant } from "../../../time/format-time.ts";
import { type OrderSummary, type OrdersWanted, orderListQuery } from "../api/order-list.ts";
import styles from "./order-list.module.css";

export interface OrderListProps {
  readonly wanted: OrdersWanted;
  /** Shown where there is none. */
  readonly empty: ReactNode;
}

/** Orders, newest first, a page at a time. */
export function OrderList({ wanted, empty }: OrderListProps) {
  const query = useInfiniteQuery(orderListQuery(wanted));
  return (
    <Fetched
      query={query}
      what="orders"
      loading={<Skeleton className={styles.loading} />}
      title="The orders could not be fetched"
    >
      {({ pages }) => {
        const orders = pages.flatMap((page) => page.items);
        if (orders.length === 0) return empty;
        return (
          <Card className={styles.list}>
            <ul>
              {orders.map((order) => (
                <OrderRow key={order.id} order={order} />
              ))}
            </ul>
            {query.hasNextPage ? (
              <Button
                busy={query.isFetchingNextPage}
                className={styles.more}
                onClick={() => void query.fetchNextPage()}
              >
                Show more
              </Button>
            ) : null}
          </Card>
        );
      }}
    </Fetched>
  );
}

function OrderRow({ order }: { readonly order: OrderSummary }) {
  const { id, createdAt, customer, status, copies, total } = order;
  return (
    <li className={styles.order}>
      <Link to="/orders/$orderId" params={{ orderId: id }} className={styles.placed}>
        {formatInstant(createdAt)}
      </Link>
      <Link to="/customer" search={{ email: customer.email }} className={styles.customer}>
        {customer.name}
      </Link>
      <span className={styles.copies}>{copies === 1 ? "1 copy" : `${copies} copies`}</span>
      <span className={styles.total}>{formatMoney(total)}</span>
      <span className={styles.status}>
        <StatusBadge status={status} />
      </span>
    </li>
  );
}
