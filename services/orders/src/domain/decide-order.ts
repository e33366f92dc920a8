import type { Customer, Money } from "@quad/contracts";
import { orderStatuses } from "@quad/contracts/order-statuses";
import type { Static } from "typebox";
import { orderErrors } from "../order-errors.ts";
import {
  copiesBack,
  copiesLeft,
  evolve,
  isCancellationDue,
  isMoneyHeld,
  isPaid,
  type Order,
  type Return,
} from "./order.ts";
import {
  type CancelReason,
  type Count,
  type EventOf,
  type Fact,
  factKey,
  type Line,
  type OrderEvent,
  type Shipment,
} from "./order-event.ts";

/** What somebody wants of an order. */
export type Command =
  | {
      readonly type: "create";
      readonly orderId: string;
      readonly lines: readonly Line[];
      readonly total: Money;
      readonly customer: Static<typeof Customer>;
    }
  /** Keep in mind what another service said; the saga decides what follows. */
  | { readonly type: "note"; readonly fact: Fact }
  /** The same, and do at once what follows: nobody directs. */
  | { readonly type: "hear"; readonly fact: Fact }
  | { readonly type: "confirm" }
  /** The shop cannot keep its side, or its customer does not want it to any more. */
  | { readonly type: "give-up" }
  | { readonly type: "ask-cancellation" }
  /** Money and copies are back: the wish of the customer comes true. */
  | { readonly type: "finish-cancellation" }
  | ({ readonly type: "ship" } & Shipment)
  | { readonly type: "deliver" }
  | { readonly type: "ask-return"; readonly returnId: string; readonly items: readonly Count[] }
  | { readonly type: "take-back"; readonly returnId: string }
  | { readonly type: "refund-return"; readonly returnId: string; readonly paymentId: string }
  | { readonly type: "refuse-return"; readonly returnId: string; readonly reason: string };

type CommandOf<Type extends Command["type"]> = Extract<Command, { readonly type: Type }>;

/**
 * What happens to an order when it is told something; nothing, when it has happened before or comes
 * too late. Errors: ORDER_NOT_CANCELLABLE, ORDER_NOT_SHIPPABLE, ORDER_NOT_DELIVERABLE,
 * ORDER_NOT_RETURNABLE, RETURN_EXCEEDS_ORDER, BOOK_REPEATED; ORDER_NOT_PAID and ORDER_NOT_REFUNDED
 * to a saga that is ahead of the money.
 */
export function decide(order: Order | null, command: Command): readonly OrderEvent[] {
  if (command.type === "create") return order ? [] : [create(command)];
  if (!order) throw new TypeError(`There is no order yet to ${command.type}.`);
  switch (command.type) {
    case "note":
      return note(order, command.fact);
    case "hear":
      return hear(order, command.fact);
    case "confirm":
      return confirm(order);
    case "give-up":
      return giveUp(order);
    case "ask-cancellation":
      return askCancellation(order);
    case "finish-cancellation":
      return finishCancellation(order);
    case "ship":
      return ship(order, command);
    case "deliver":
      return deliver(order);
    default:
      return decideReturn(order, command);
  }
}

/** What a customer or the shop can do with an order now. */
export function possible(order: Order): ("cancel" | "ship" | "deliver" | "return")[] {
  const { status, cancelling, lines } = order;
  const isOpen = (status === "pending" || status === "confirmed") && !cancelling;
  return [
    ...(isOpen ? (["cancel"] as const) : []),
    ...(isOpen && status === "confirmed" ? (["ship"] as const) : []),
    ...(status === "shipped" ? (["deliver"] as const) : []),
    ...(status === "delivered" && lines.some((line) => copiesLeft(order, line) > 0)
      ? (["return"] as const)
      : []),
  ];
}

function create({ type: _, ...data }: CommandOf<"create">): OrderEvent {
  return { type: "orders.order-created", data };
}

function note(order: Order, fact: Fact): readonly OrderEvent[] {
  if (order.noted.includes(factKey(fact))) return [];
  if (fact.type !== "payments.payment-refunded") return [fact];
  // All of it goes back before the goods go out, or not at all: later there are returns.
  const isOnItsWayBack = order.status === "pending" || order.status === "cancelled";
  if (!isMoneyHeld(order) || !(isOnItsWayBack || isCancellationDue(order))) return [];
  const amount = { ...order.total, amount: order.paid ?? 0 };
  return [{ ...fact, data: { ...fact.data, amount } }];
}

function hear(order: Order, fact: Fact): readonly OrderEvent[] {
  const events = note(order, fact);
  if (events.length === 0 || order.status !== "pending") return events;
  const after = evolve(order, fact);
  switch (fact.type) {
    case "payments.payment-received":
      // Paid for somebody who wants it no longer: it goes back, see `isToGiveBack`.
      return isPaid(after) && !after.cancelling ? [...events, confirmation(after)] : events;
    case "inventory.out-of-stock":
    case "payments.payment-declined":
      return isMoneyHeld(after) ? events : [...events, cancellation(after)];
    default:
      return events;
  }
}

function confirm(order: Order): readonly OrderEvent[] {
  if (order.status !== "pending") return [];
  if (!isPaid(order)) throw orderErrors.ORDER_NOT_PAID({ id: order.id });
  return [confirmation(order)];
}

function giveUp(order: Order): readonly OrderEvent[] {
  if (order.status !== "pending") return [];
  if (isMoneyHeld(order)) throw orderErrors.ORDER_NOT_REFUNDED({ id: order.id });
  return [cancellation(order)];
}

function confirmation({ lines, total }: Order): OrderEvent {
  const copies = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return { type: "orders.order-confirmed", data: { copies, total } };
}

/** Where the shop kept its side so far, it ends because its customer wants it to. */
function cancellation({ noted, cancelling }: Order): OrderEvent {
  const isDeclined = noted.includes("payments.payment-declined");
  if (cancelling && !isDeclined && !noted.includes("inventory.out-of-stock")) {
    return { type: "orders.order-cancelled", data: { reason: "customer", by: "customer" } };
  }
  const reason: CancelReason = isDeclined ? "payment_declined" : "out_of_stock";
  return { type: "orders.order-cancelled", data: { reason, by: "shop" } };
}

function askCancellation(order: Order): readonly OrderEvent[] {
  const { id, status, cancelling, by } = order;
  if (cancelling || by === "customer") return [];
  if (status === "pending" || status === "confirmed") {
    return [{ type: "orders.cancellation-asked", data: {} }];
  }
  throw orderErrors.ORDER_NOT_CANCELLABLE({ id, why: orderStatuses[status].standing });
}

function finishCancellation(order: Order): readonly OrderEvent[] {
  const { status, cancelling, paid } = order;
  const wasUnwanted = status === "pending" && cancelling && paid !== null;
  if (!(isCancellationDue(order) || wasUnwanted)) return [];
  if (isMoneyHeld(order)) throw orderErrors.ORDER_NOT_REFUNDED({ id: order.id });
  return [{ type: "orders.order-cancelled", data: { reason: "customer", by: "customer" } }];
}

function ship(
  { id, status, cancelling, shipment }: Order,
  { type: _, ...wanted }: CommandOf<"ship">,
): readonly OrderEvent[] {
  const isAgain = shipment?.carrier === wanted.carrier && shipment.tracking === wanted.tracking;
  if (status === "shipped" && isAgain) return [];
  if (cancelling) {
    throw orderErrors.ORDER_NOT_SHIPPABLE({ id, why: "its customer has asked to cancel it" });
  }
  if (status !== "confirmed") {
    throw orderErrors.ORDER_NOT_SHIPPABLE({ id, why: orderStatuses[status].standing });
  }
  return [{ type: "orders.order-shipped", data: wanted }];
}

function deliver({ id, status }: Order): readonly OrderEvent[] {
  if (status === "delivered") return [];
  if (status !== "shipped") {
    throw orderErrors.ORDER_NOT_DELIVERABLE({ id, why: orderStatuses[status].standing });
  }
  return [{ type: "orders.order-delivered", data: {} }];
}

type ReturnCommand = CommandOf<"ask-return" | "take-back" | "refund-return" | "refuse-return">;

function decideReturn(order: Order, command: ReturnCommand): readonly OrderEvent[] {
  const { returnId } = command;
  const known = order.returns.find(({ id }) => id === returnId);
  if (command.type === "ask-return") return known ? [] : askReturn(order, command);
  if (!known) throw new TypeError(`Order ${order.id} has no return ${returnId}.`);
  const { items, state } = known;
  switch (command.type) {
    case "take-back":
      if (state !== "asked") return [];
      return [{ type: "inventory.copies-taken-back", data: { returnId, items } }];
    case "refund-return":
      return state === "taken-back" ? [returnRefund(order, known, command.paymentId)] : [];
    case "refuse-return": {
      if (state !== "asked") return [];
      const { reason } = command;
      return [{ type: "orders.return-refused", data: { returnId, reason } }];
    }
    default:
      return command satisfies never;
  }
}

function askReturn(
  order: Order,
  { returnId, items }: CommandOf<"ask-return">,
): readonly OrderEvent[] {
  const { id, status, lines, total } = order;
  if (status !== "delivered")
    throw orderErrors.ORDER_NOT_RETURNABLE({ id, why: orderStatuses[status].standing });
  if (new Set(items.map(({ bookId }) => bookId)).size < items.length) {
    throw orderErrors.BOOK_REPEATED();
  }
  const amounts = items.map(({ bookId, quantity }) => {
    const line = lines.find((candidate) => candidate.bookId === bookId);
    const left = line ? copiesLeft(order, line) : 0;
    if (!line || left < quantity) throw orderErrors.RETURN_EXCEEDS_ORDER({ id, bookId, left });
    return quantity * line.unitPrice.amount;
  });
  const amount = { ...total, amount: amounts.reduce((sum, each) => sum + each, 0) };
  return [{ type: "orders.return-asked", data: { returnId, items, amount } }];
}

/** The last one is complete: every copy is back, and so is the money for it. */
function returnRefund(
  order: Order,
  { id: returnId, items, amount }: Return,
  paymentId: string,
): EventOf<"payments.return-refunded"> {
  const others = order.returns.filter(({ id }) => id !== returnId);
  const isOpen = others.some(({ state }) => state === "asked" || state === "taken-back");
  const isBack = order.lines.every((line) => copiesBack(order, line.bookId) === line.quantity);
  const data = { returnId, paymentId, items, amount, complete: isBack && !isOpen };
  return { type: "payments.return-refunded", data };
}
