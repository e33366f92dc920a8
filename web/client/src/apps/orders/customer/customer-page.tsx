import { Card, DataList, EmptyState, Skeleton } from "@quad/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { formatMoney } from "../../../money/format-money.ts";
import { Fetched } from "../../../problem/fetched.tsx";
import { formatInstant } from "../../../time/format-time.ts";
import { type CustomerHistory, customerQuery } from "../api/order-list.ts";
import { OrderList } from "../order-list/order-list.tsx";
import styles from "./customer-page.module.css";

const route = getRouteApi("/customer");

/** What one customer has ordered so far, and every order of theirs. */
export function CustomerPage() {
  const { email } = route.useSearch();
  const query = useQuery(customerQuery(email));
  return (
    <Page title="Customer">
      <Fetched
        query={query}
        what="the customer"
        loading={<Skeleton className={styles.loading} />}
        actions={<RouterLinkButton to="/orders">All orders</RouterLinkButton>}
      >
        {(history) => (
          <>
            <History history={history} />
            <OrderList
              wanted={{ email }}
              empty={<EmptyState icon="basket" title="No orders of this customer" />}
            />
          </>
        )}
      </Fetched>
    </Page>
  );
}

function History({ history }: { readonly history: CustomerHistory }) {
  const sums = (all: CustomerHistory["spent"]) => all.map(formatMoney).join(" and ") || "nothing";
  const instant = (at: string | null) => (at ? formatInstant(at) : "none yet");
  return (
    <Card>
      <DataList
        facts={[
          ["E-mail", history.email],
          ["Orders", history.orders],
          ["Paid", sums(history.spent)],
          ["Given back", sums(history.returned)],
          ["First order", instant(history.firstOrderAt)],
          ["Last order", instant(history.lastOrderAt)],
        ]}
      />
    </Card>
  );
}
