import { Card, EmptyState, Skeleton, Table } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { formatMoney } from "../../../money/format-money.ts";
import { Fetched } from "../../../problem/fetched.tsx";
import { formatDay } from "../../../time/format-time.ts";
import { type DaySales, salesQuery } from "../api/order-list.ts";
import styles from "./sales-page.module.css";

/** What was sold on each day, newest first. */
export function SalesPage() {
  const query = useQuery(salesQuery);
  return (
    <Page title="Sales by day">
      <Fetched
        query={query}
        what="sales"
        loading={<Skeleton className={styles.loading} />}
        title="The sales could not be fetched"
      >
        {({ items }) => (items.length > 0 ? <Sales days={items.toReversed()} /> : <NoSales />)}
      </Fetched>
    </Page>
  );
}

function NoSales() {
  return (
    <EmptyState
      icon="clock"
      title="Nothing was sold yet"
      actions={<RouterLinkButton to="/">Browse books</RouterLinkButton>}
    >
      The first order that is confirmed appears here by itself.
    </EmptyState>
  );
}

function Sales({ days }: { readonly days: readonly DaySales[] }) {
  return (
    <>
      <p>
        Days are those of UTC. An order counts on the day it was confirmed, money on the day it came
        or went back.
      </p>
      <Card>
        <SalesTable days={days} />
      </Card>
    </>
  );
}

function SalesTable({ days }: { readonly days: readonly DaySales[] }) {
  return (
    <Table caption="Sales by day" captionHidden>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" data-figure>
            Orders
          </th>
          <th scope="col" data-figure>
            Copies
          </th>
          <th scope="col" data-figure>
            Sold
          </th>
          <th scope="col" data-figure>
            Refunds
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, orders, copies, revenue, refunds }) => (
          <tr key={`${day} ${revenue.currency}`}>
            <th scope="row">{formatDay(day)}</th>
            <td data-figure>{orders}</td>
            <td data-figure>{copies}</td>
            <td data-figure>{formatMoney(revenue)}</td>
            <td data-figure>{formatMoney(refunds)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
