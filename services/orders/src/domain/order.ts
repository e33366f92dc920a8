import type { Customer, Money } from "@quad/contracts";
import type { OrderStatus } from "@quad/contracts/order-statuses";
import type { Static } from "typebox";
import {
  type Canceller,
  type CancelReason,
  type Count,
  type EventOf,
  type Fact,
  factKey,
  type Line,
  type OrderEvent,
  type Shipment,
} from "./order-event.ts";

/** What the events of an order come to: plain data in, plain data out. */
export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly reason: CancelReason | null;
  readonly by: Canceller | null;
  readonly lines: readonly Line[];
  readonly total: Money;
  readonly customer: Static<typeof Customer>;
  /** The facts that were noted, by `factKey`. */
  readonly noted: readonly string[];
  /** In minor units of the total's currency; null until something was. */
  readonly paid: number | null;
  /** In the same units, in all. */
  readonly refunded: number;
  /** The customer has asked to cancel it, and it has not come to its end since. */
  readonly cancelling: boolean;
  readonly shipment: Shipment | null;
  readonly returns: readonly Return[];
}

export interface Return {
  readonly id: string;
  readonly items: readonly Count[];
  readonly amount: Money;
  readonly state: "asked" | "taken-back" | "refunded" | "refused";
}

/** The order after one more event; the first one of all creates it. */
export function evolve(order: Order | null, event: OrderEvent): Order {
  if (event.type === "orders.order-created") return created(event);
  if (!order) throw new TypeError("Nothing can happen to an order before it is created.");
  switch (event.type) {
    case "orders.order-confirmed":
      return { ...order, status: "confirmed" };
    case "orders.order-cancelled":
      return { ...order, status: "cancelled", ...event.data, cancelling: false };
    case "orders.cancellation-asked":
      return { ...order, cancelling: true };
    case "orders.order-shipped":
      return { ...order, status: "shipped", shipment: event.data };
    case "orders.order-delivered":
      return { ...order, status: "delivered" };
    case "orders.return-asked":
    case "orders.return-refused":
    case "inventory.copies-taken-back":
    case "payments.return-refunded":
      return afterReturn(order, event);
    default:
      return afterFact(order, event);
  }
}

/** True when the customer wants a confirmed order cancelled: the money has to go back. */
export function isCancellationDue({ status, cancelling }: Order): boolean {
  return status === "confirmed" && cancelling;
}

/** True when an order was paid after its customer had asked to cancel it; where nobody directs. */
export function isToGiveBack(order: Order): boolean {
  return order.status === "pending" && order.cancelling && isPaid(order);
}

/** True while money for the whole order is with the shop. */
export function isPaid({ paid, refunded, total }: Order): boolean {
  return paid !== null && refunded === 0 && paid >= total.amount;
}

/** True while any money that was taken has not been given back. */
export function isMoneyHeld({ noted }: Order): boolean {
  return (
    noted.includes("payments.payment-received") && !noted.includes("payments.payment-refunded")
  );
}

/** Copies of a book that came back, in returns that are not refused. */
export function copiesBack({ returns }: Order, bookId: string): number {
  return copiesIn(
    returns.filter(({ state }) => state === "taken-back" || state === "refunded"),
    bookId,
  );
}

/** Copies of a line that can still be asked to be returned. */
export function copiesLeft({ returns }: Order, { bookId, quantity }: Line): number {
  const asked = returns.filter(({ state }) => state !== "refused");
  return quantity - copiesIn(asked, bookId);
}

function copiesIn(returns: readonly Return[], bookId: string): number {
  return returns
    .flatMap(({ items }) => items)
    .filter((item) => item.bookId === bookId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function created({ data }: EventOf<"orders.order-created">): Order {
  const { orderId: id, lines, total, customer } = data;
  return {
    ...{ id, lines, total, customer },
    ...{ status: "pending", reason: null, by: null, cancelling: false },
    ...{ noted: [], paid: null, refunded: 0, shipment: null, returns: [] },
  };
}

type ReturnEvent = EventOf<
  | "orders.return-asked"
  | "orders.return-refused"
  | "inventory.copies-taken-back"
  | "payments.return-refunded"
>;

function afterReturn(order: Order, { type, data }: ReturnEvent): Order {
  const set = (state: Return["state"]) =>
    order.returns.map((known) => (known.id === data.returnId ? { ...known, state } : known));
  switch (type) {
    case "orders.return-asked": {
      const { returnId: id, items, amount } = data;
      return { ...order, returns: [...order.returns, { id, items, amount, state: "asked" }] };
    }
    case "orders.return-refused":
      return { ...order, returns: set("refused") };
    case "inventory.copies-taken-back":
      return { ...order, returns: set("taken-back") };
    case "payments.return-refunded":
      return {
        ...order,
        status: data.complete ? "returned" : order.status,
        refunded: order.refunded + data.amount.amount,
        returns: set("refunded"),
      };
    default:
      return type satisfies never;
  }
}

function afterFact(order: Order, fact: Fact): Order {
  const noted = [...order.noted, factKey(fact)];
  switch (fact.type) {
    case "payments.payment-received": {
      const { amount, currency } = fact.data.amount;
      return { ...order, noted, paid: currency === order.total.currency ? amount : null };
    }
    case "payments.payment-refunded":
      return { ...order, noted, refunded: order.paid ?? 0 };
    default:
      return { ...order, noted };
  }
}
