import { Button, Card, Skeleton, VisuallyHidden } from "@quad/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type OrderSummary, type OrdersWanted, orderListQuery } from "../api/order-list.ts";
import { formatMoney } from "../money/format-money.ts";
import { ProblemAlert } from "../problem/problem-alert.tsx";
import { formatInstant } from "../time/format-time.ts";
import styles from "./order-list.module.css";
import { StatusBadge } from "./status-badge.tsx";

export interface OrderListProps {
  readonly wanted: OrdersWanted;
  /** Shown where there is none. */
  readonly empty: ReactNode;
}

/** Orders, newest first, a page at a time. */
export function OrderList({ wanted, empty }: OrderListProps) {
  const query = useInfiniteQuery(orderListQuery(wanted));
  const orders = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending ? (
        <>
          <VisuallyHidden role="status">Loading orders …</VisuallyHidden>
          <Skeleton className={styles.loading} />
        </>
      ) : null}
      {query.error ? (
        <ProblemAlert
          error={query.error}
          title="The orders could not be fetched"
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.data && orders.length === 0 ? empty : null}
      {orders.length > 0 ? (
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
      ) : null}
    </>
  );
}

function OrderRow({ order }: { readonly order: OrderSummary }) {
  const { id, createdAt, customer, status, copies, total } = order;
  return (
    <li className={styles.order}>
      <Link to="/orders/$orderId" params={{ orderId: id }} className={styles.placed}>
        {formatInstant(createdAt)}
      </Link>
      <span className={styles.figure}>{formatMoney(total)}</span>
      <Link to="/customer" search={{ email: customer.email }}>
        {customer.name}
      </Link>
      <span className={styles.figure}>{copies === 1 ? "1 copy" : `${copies} copies`}</span>
      <StatusBadge status={status} />
    </li>
  );
}
