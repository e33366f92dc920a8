import { Alert, Badge, Card, Skeleton, type Tone, VisuallyHidden } from "@quad/ui";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Order } from "../../api/orders.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { Page } from "../../frame/page.tsx";
import { RouterLinkButton } from "../../links/router-link-button.tsx";
import { ProblemAlert } from "../../problem/problem-alert.tsx";
import { OrderFacts } from "./order-facts.tsx";
import styles from "./order-page.module.css";
import { standingOf } from "./order-status.ts";
import { OrderTimeline } from "./order-timeline.tsx";
import { type Feed, useLiveOrder } from "./use-live-order.ts";

const route = getRouteApi("/orders/$orderId");

const FEEDS: Readonly<Record<Feed, { readonly tone: Tone; readonly text: string }>> = {
  connecting: { tone: "neutral", text: "Connecting …" },
  live: { tone: "good", text: "Live" },
  polling: { tone: "warn", text: "Not live: asking every 2 s" },
  complete: { tone: "neutral", text: "Complete" },
};

/** One order: how it stands, and every event that brought it there. */
export function OrderPage() {
  const { orderId } = route.useParams();
  const { query, feed } = useLiveOrder(orderId);
  useFreshStock(query.data?.status);
  const order = query.data;
  return (
    <Page title="Your order" aside={order ? <FeedBadge feed={feed} /> : null}>
      {query.isPending ? <LoadingOrder /> : null}
      {query.error && !order ? (
        <ProblemAlert
          error={query.error}
          onRetry={() => void query.refetch()}
          actions={<RouterLinkButton to="/">All books</RouterLinkButton>}
        />
      ) : null}
      {order ? <OrderDetails order={order} /> : null}
    </Page>
  );
}

function OrderDetails({ order }: { readonly order: Order }) {
  const { tone, title, text } = standingOf(order);
  const last = order.timeline.at(-1);
  return (
    <>
      <VisuallyHidden role="status">
        {title}.{last ? ` Latest: ${last.label}.` : ""}
      </VisuallyHidden>
      <Alert
        tone={tone}
        title={title}
        actions={
          <RouterLinkButton to="/mailbox" search={{ order: order.id }}>
            Mails of this order
          </RouterLinkButton>
        }
      >
        <p>{text}</p>
      </Alert>
      <div className={styles.order}>
        <Card className={styles.events}>
          <h2>What happened</h2>
          <OrderTimeline order={order} />
        </Card>
        <OrderFacts order={order} />
      </div>
    </>
  );
}

function FeedBadge({ feed }: { readonly feed: Feed }) {
  const { tone, text } = FEEDS[feed];
  return <Badge tone={tone}>{text}</Badge>;
}

/** A decided order has changed the stock and emptied the cart: what was remembered is old. */
function useFreshStock(status: Order["status"] | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (status !== "confirmed" && status !== "cancelled") return;
    void client.invalidateQueries({ queryKey: queryKeys.cart });
    void client.invalidateQueries({ queryKey: queryKeys.allBooks });
  }, [client, status]);
}

function LoadingOrder() {
  return (
    <>
      <VisuallyHidden role="status">Loading the order …</VisuallyHidden>
      <Skeleton className={styles.loading} />
    </>
  );
}
