export { refundPayment } from "./calls/refund-payment.ts";
export { refundReturn } from "./calls/refund-return.ts";
export { releaseStock } from "./calls/release-stock.ts";
export { reserveStock } from "./calls/reserve-stock.ts";
export { sellStock } from "./calls/sell-stock.ts";
export { takeBackStock } from "./calls/take-back-stock.ts";
export { takePayment } from "./calls/take-payment.ts";
export { closed } from "./closed-schema.ts";
export {
  type AnswerOf,
  type CallDefinition,
  defineCall,
  type RequestOf,
} from "./define-call.ts";
export {
  type DataOf,
  dataschemaOf,
  defineEvent,
  type Event,
  type EventDefinition,
  keyOf,
  versionOf,
} from "./define-event.ts";
export {
  type BodyOf,
  defineList,
  defineOperation,
  type Endpoint,
  type ListQuery,
  type Operation,
  type SuccessOf,
} from "./define-operation.ts";
export { type BookAdded, bookAdded } from "./events/book-added.ts";
export { type BookChanged, bookChanged } from "./events/book-changed.ts";
export { type BookRemoved, bookRemoved } from "./events/book-removed.ts";
export { type NotificationSent, notificationSent } from "./events/notification-sent.ts";
export { type OrderCancelled, orderCancelled } from "./events/order-cancelled.ts";
export { type OrderConfirmed, orderConfirmed } from "./events/order-confirmed.ts";
export { type OrderCreated, orderCreated } from "./events/order-created.ts";
export { type OrderDelivered, orderDelivered } from "./events/order-delivered.ts";
export { type OrderReturned, orderReturned } from "./events/order-returned.ts";
export { type OrderShipped, orderShipped } from "./events/order-shipped.ts";
export { type OutOfStock, outOfStock } from "./events/out-of-stock.ts";
export { type PaymentDeclined, paymentDeclined } from "./events/payment-declined.ts";
export { type PaymentReceived, paymentReceived } from "./events/payment-received.ts";
export { type PaymentRefunded, paymentRefunded } from "./events/payment-refunded.ts";
export { type StockLevelChanged, stockLevelChanged } from "./events/stock-level-changed.ts";
export { type StockReleased, stockReleased } from "./events/stock-released.ts";
export { type StockReserved, stockReserved } from "./events/stock-reserved.ts";
export { Id, Money, moneyText } from "./money.ts";
export { BookCount, Customer, OrderLine, Shortage } from "./order-parts.ts";
export { Page, PageQuery } from "./page.ts";
export { RawBody } from "./raw-body.ts";
