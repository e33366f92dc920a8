import { Timeline, TimelineEntry, type Tone } from "@quad/ui";
import type { Order, OrderEvent } from "../../../api/orders.ts";
import { formatExactTime, formatOffset } from "../../../time/format-time.ts";
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
  "orders.order-shipped": "good",
  "orders.order-delivered": "good",
  "notifications.notification-sent": "info",
};

export interface OrderTimelineProps {
  readonly order: Order;
  /** Later events are shown as not yet come. */
  readonly upTo: number;
}

/** Every event of the order: who said it, when, and how long after the order was placed. */
export function OrderTimeline({ order, upTo }: OrderTimelineProps) {
  const placed = Date.parse(order.createdAt);
  const offsetOf = (event: OrderEvent) => Math.max(0, Date.parse(event.at) - placed);
  const longest = Math.max(1, ...order.timeline.map(offsetOf));
  return (
    <Timeline>
      {order.timeline.map((event) => (
        <TimelineEntry
          key={event.version}
          tone={TONES[event.event] ?? "neutral"}
          pending={event.version > upTo}
          title={event.label}
          offset={formatOffset(offsetOf(event))}
          share={offsetOf(event) / longest}
          meta={<EventSource event={event} />}
        >
          <p className={styles.words}>{event.words}</p>
        </TimelineEntry>
      ))}
      {order.settled ? null : <TimelineEntry pending title={`${nextStep(order)} …`} />}
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
