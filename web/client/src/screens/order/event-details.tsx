import type { OutOfStock, PaymentDeclined } from "@quad/contracts";
import type { Order, OrderEvent } from "../../api/orders.ts";
import styles from "./event-details.module.css";

export interface EventDetailsProps {
  readonly event: OrderEvent;
  readonly order: Order;
}

/** What an event says beyond that it happened, where that matters to a buyer. */
export function EventDetails({ event, order }: EventDetailsProps) {
  if (event.event === "inventory.out-of-stock") {
    const { missing = [] } = event.details as Partial<Pick<OutOfStock, "missing">>;
    const titles = new Map(order.items.map((line) => [line.bookId, line.title]));
    return (
      <ul className={styles.details}>
        {missing.map(({ bookId, requested, available }) => (
          <li key={bookId}>
            {titles.get(bookId) ?? bookId}: {requested} asked for, {available} there
          </li>
        ))}
      </ul>
    );
  }
  if (event.event === "payments.payment-declined") {
    const { reason } = event.details as Partial<Pick<PaymentDeclined, "reason">>;
    return reason ? (
      <p className={styles.details}>
        The provider’s reason: <code>{reason}</code>
      </p>
    ) : null;
  }
  return null;
}
