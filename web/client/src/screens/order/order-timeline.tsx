import { Timeline, TimelineEntry, type Tone } from "@quad/ui";
import { isComplete, type Order, type OrderEvent } from "../../api/orders.ts";
import { formatExactTime, formatOffset } from "../../time/format-time.ts";
import { EventDetails } from "./event-details.tsx";
import { nextStep } from "./order-status.ts";
import styles from "./order-timeline.module.css";

const TONES: Readonly<Record<string, Tone>> = {
  "orders.order-created": "info",
  "inventory.stock-reserved": "good",
  "inventory.out-of-stock": "bad",
  "payments.payment-received": "good",
  "payments.payment-declined": "bad",
  "orders.order-confirmed": "good",
  "orders.order-cancelled": "bad",
  "notifications.notification-sent": "info",
};

/** Every event of the order: who said it, when, and how long after the order was placed. */
export function OrderTimeline({ order }: { readonly order: Order }) {
  const placed = Date.parse(order.createdAt);
  const offsetOf = (event: OrderEvent) => Math.max(0, Date.parse(event.at) - placed);
  const longest = Math.max(1, ...order.timeline.map(offsetOf));
  return (
    <Timeline>
      {order.timeline.map((event) => (
        <TimelineEntry
          key={`${event.event} ${event.at}`}
          tone={TONES[event.event] ?? "neutral"}
          title={event.label}
          offset={formatOffset(offsetOf(event))}
          share={offsetOf(event) / longest}
          meta={<EventSource event={event} />}
        >
          <EventDetails event={event} order={order} />
        </TimelineEntry>
      ))}
      {isComplete(order) ? null : <TimelineEntry pending title={`${nextStep(order)} …`} />}
    </Timeline>
  );
}

function EventSource({ event }: { readonly event: OrderEvent }) {
  return (
    <>
      <span className={styles.source}>{event.source}</span> said <code>{event.event}</code> at{" "}
      <time dateTime={event.at}>{formatExactTime(event.at)}</time>
    </>
  );
}
