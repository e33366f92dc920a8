import { Alert, Badge, Card, Skeleton, type Tone, VisuallyHidden } from "@quad/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { allBooks } from "../../../api/books.ts";
import { cartQuery } from "../../../api/cart.ts";
import { type Order, pastOrderQuery } from "../../../api/orders.ts";
import { Page } from "../../../frame/page.tsx";
import { RouterLinkButton } from "../../../links/router-link-button.tsx";
import { ProblemAlert } from "../../../problem/problem-alert.tsx";
import { OrderActions } from "./order-actions.tsx";
import { OrderFacts } from "./order-facts.tsx";
import styles from "./order-page.module.css";
import { standingOf } from "./order-status.ts";
import { OrderTimeline } from "./order-timeline.tsx";
import { TimeTravel } from "./time-travel.tsx";
import { type Feed, useLiveOrder } from "./use-live-order.ts";

const route = getRouteApi("/orders/$orderId");

const FEEDS: Readonly<Record<Feed, { readonly tone: Tone; readonly text: string }>> = {
  connecting: { tone: "neutral", text: "Connecting …" },
  live: { tone: "good", text: "Live" },
  polling: { tone: "warn", text: "Not live: asking every 2 s" },
  watching: { tone: "neutral", text: "Up to date" },
  settled: { tone: "neutral", text: "Up to date" },
};

/** One order: how it stands or stood, and every event that brought it there. */
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

/** The present by default; a version in the address leads back to the order as it was. */
function OrderDetails({ order }: { readonly order: Order }) {
  const { version: asked = order.version } = route.useSearch();
  const navigate = route.useNavigate();
  const version = Math.min(asked, order.version);
  const past = useQuery({ ...pastOrderQuery(order.id, version), enabled: version < order.version });
  const shown = version < order.version ? past.data : order;
  const travel = (to: number | undefined) =>
    void navigate({ search: to ? { version: to } : {}, replace: true, resetScroll: false });
  return (
    <>
      {past.error ? (
        <ProblemAlert
          error={past.error}
          title="The order as it was could not be fetched"
          onRetry={() => void past.refetch()}
        />
      ) : null}
      {shown ? <Standing order={shown} isPast={version < order.version} /> : null}
      <div className={styles.order}>
        <Card className={styles.events}>
          <h2>What happened</h2>
          <TimeTravel order={order} version={version} onTravel={travel} />
          <OrderTimeline order={order} upTo={version} />
        </Card>
        <div className={styles.side}>
          {shown ? <OrderFacts order={shown} /> : <Skeleton className={styles.loading} />}
          {version === order.version ? <OrderActions order={order} /> : null}
        </div>
      </div>
    </>
  );
}

interface StandingProps {
  readonly order: Order;
  /** It has gone on since. */
  readonly isPast: boolean;
}

function Standing({ order, isPast }: StandingProps) {
  const { tone, title, text } = standingOf(order);
  const last = order.timeline.at(-1);
  return (
    <>
      <VisuallyHidden role="status">
        {title}.{last ? ` Latest: ${last.label}.` : ""}
      </VisuallyHidden>
      <Alert
        tone={isPast ? "neutral" : tone}
        title={isPast ? `As it was: ${title}` : title}
        actions={
          <RouterLinkButton to="/mailbox" search={{ order: order.id }}>
            Mails of this order
          </RouterLinkButton>
        }
      >
        <p>{text}</p>
      </Alert>
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
    if (status === undefined || status === "pending") return;
    void client.invalidateQueries({ queryKey: cartQuery.queryKey });
    void client.invalidateQueries({ queryKey: allBooks });
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
