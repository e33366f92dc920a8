import {
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderReturned,
  orderShipped,
} from "@quad/contracts";
import type { Order } from "./domain/order.ts";
import type { EventOf, OrderEvent } from "./domain/order-event.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";

type Checkout = OrdersKit["settings"]["QUAD_CHECKOUT"];

/** Tells the other services what of all that happens to an order concerns them. */
export function announce(
  tx: Pick<OrdersTx, "emit">,
  order: Order,
  event: OrderEvent,
  checkout: Checkout,
): void {
  const { id: orderId, lines, total, customer } = order;
  const data = { orderId, items: [...lines], total, customer };
  switch (event.type) {
    case "orders.order-confirmed":
      tx.emit(orderConfirmed, { ...data, checkout });
      break;
    case "orders.order-cancelled":
      tx.emit(orderCancelled, {
        ...{ ...data, ...event.data },
        ...(order.refunded > 0 && { refunded: { ...total, amount: order.refunded } }),
      });
      break;
    case "orders.order-shipped":
      tx.emit(orderShipped, { ...data, ...event.data });
      break;
    case "orders.order-delivered":
      tx.emit(orderDelivered, data);
      break;
    case "payments.return-refunded":
      announceReturn(tx, order, event);
      break;
    default:
  }
}

function announceReturn(
  tx: Pick<OrdersTx, "emit">,
  { id: orderId, lines, customer }: Order,
  { data: { returnId, items, amount, complete } }: EventOf<"payments.return-refunded">,
): void {
  const back = new Map(items.map(({ bookId, quantity }) => [bookId, quantity]));
  const linesBack = lines.flatMap((line) => {
    const quantity = back.get(line.bookId);
    return quantity ? [{ ...line, quantity }] : [];
  });
  tx.emit(orderReturned, { orderId, returnId, items: linesBack, amount, customer, complete });
}
