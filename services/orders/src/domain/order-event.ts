import type { BookCount, Customer, Money, OrderLine, Shortage } from "@quad/contracts";
import type { Static } from "typebox";

/** What happens to an order. Its stream holds these, and it is what they come to. */
export type OrderEvent = Fact | OwnEvent;

/** What other services say about an order; each happens to it once, see `factKey`. */
export type Fact =
  | Happened<"inventory.stock-reserved", { items?: readonly Count[]; expiresAt?: string }>
  | Happened<"inventory.out-of-stock", { missing?: readonly Static<typeof Shortage>[] }>
  | Happened<"inventory.stock-released", { items?: readonly Count[] }>
  | Happened<"payments.payment-received", { paymentId: string; amount: Money }>
  | Happened<"payments.payment-declined", { paymentId: string; reason: string }>
  /** `amount` is added by `decide`: all that was taken. */
  | Happened<"payments.payment-refunded", { paymentId: string; amount?: Money }>
  | Happened<"notifications.notification-sent", NotificationSent>;

/** What an order says itself, and what became of its returns. */
export type OwnEvent =
  | Happened<
      "orders.order-created",
      {
        orderId: string;
        lines: readonly Line[];
        total: Money;
        customer: Static<typeof Customer>;
      }
    >
  | Happened<"orders.order-confirmed", { copies: number; total: Money }>
  /** Schema 2; see `order-stream.ts` for the first. */
  | Happened<"orders.order-cancelled", { reason: CancelReason; by: Canceller }>
  | Happened<"orders.cancellation-asked", object>
  | Happened<"orders.order-shipped", Shipment>
  | Happened<"orders.order-delivered", object>
  | Happened<"orders.return-asked", { returnId: string; items: readonly Count[]; amount: Money }>
  | Happened<"orders.return-refused", { returnId: string; reason: string }>
  | Happened<"inventory.copies-taken-back", { returnId: string; items: readonly Count[] }>
  | Happened<
      "payments.return-refunded",
      {
        returnId: string;
        paymentId: string;
        items: readonly Count[];
        amount: Money;
        /** With it every copy of the order has come back. */
        complete: boolean;
      }
    >;

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Readonly<Data>;
}

export type EventType = OrderEvent["type"];
export type EventOf<Type extends EventType> = Extract<OrderEvent, { readonly type: Type }>;
export type CancelReason = "out_of_stock" | "payment_declined" | "customer";
export type Canceller = "shop" | "customer";
export type Line = Static<typeof OrderLine>;
export type Count = Static<typeof BookCount>;

export interface Shipment {
  readonly carrier: string;
  readonly tracking?: string;
}

/** The customer was told something; of returns, of which. */
export interface NotificationSent {
  readonly notificationId: string;
  readonly kind: string;
  readonly returnId?: string;
}

/** As it lies in the stream, in today's schema. */
interface Recorded {
  readonly type: string;
  readonly data: unknown;
}

/** What was recorded in the stream of an order, as the rules know it. */
export function orderEventOf({ type, data }: Recorded): OrderEvent {
  return { type, data } as OrderEvent;
}

/** What makes two facts the same one. A customer is told each kind of news once. */
export function factKey({ type, data }: Fact): string {
  if (type !== "notifications.notification-sent") return type;
  return [type, data.kind, data.returnId ?? ""].join("/");
}
