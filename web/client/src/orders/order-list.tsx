import { Button, Card, Skeleton, Table, VisuallyHidden } from "@quad/ui";
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

/** Orders as a table, newest first, a page at a time. */
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
          <OrderTable orders={orders} />
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

function OrderTable({ orders }: { readonly orders: readonly OrderSummary[] }) {
  return (
    <Table caption="Orders, newest first" captionHidden>
      <thead>
        <tr>
          <th scope="col">Placed</th>
          <th scope="col">Customer</th>
          <th scope="col">Status</th>
          <th scope="col" data-figure>
            Copies
          </th>
          <th scope="col" data-figure>
            Total
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map(({ id, createdAt, customer, status, copies, total }) => (
          <tr key={id}>
            <td>
              <Link to="/orders/$orderId" params={{ orderId: id }}>
                {formatInstant(createdAt)}
              </Link>
            </td>
            <td>
              <Link to="/customer" search={{ email: customer.email }}>
                {customer.name}
              </Link>
            </td>
            <td>
              <StatusBadge status={status} />
            </td>
            <td data-figure>{copies}</td>
            <td data-figure>{formatMoney(total)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
