export {
  type DataOf,
  defineEvent,
  type Event,
  type EventDefinition,
  keyOf,
} from "./define-event.ts";
export { bookAdded, type BookAdded } from "./events/book-added.ts";
export { bookChanged, type BookChanged } from "./events/book-changed.ts";
export { bookRemoved, type BookRemoved } from "./events/book-removed.ts";
export { notificationSent, type NotificationSent } from "./events/notification-sent.ts";
export { orderCancelled, type OrderCancelled } from "./events/order-cancelled.ts";
export { orderConfirmed, type OrderConfirmed } from "./events/order-confirmed.ts";
export { orderCreated, type OrderCreated } from "./events/order-created.ts";
export { outOfStock, type OutOfStock } from "./events/out-of-stock.ts";
export { paymentDeclined, type PaymentDeclined } from "./events/payment-declined.ts";
export { paymentReceived, type PaymentReceived } from "./events/payment-received.ts";
export { stockLevelChanged, type StockLevelChanged } from "./events/stock-level-changed.ts";
export { stockReleased, type StockReleased } from "./events/stock-released.ts";
export { stockReserved, type StockReserved } from "./events/stock-reserved.ts";
export { Id, Money } from "./money.ts";
export { Customer, OrderLine } from "./order-parts.ts";
