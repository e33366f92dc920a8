import { moneyText } from "@quad/contracts";
import { orderStatuses } from "@quad/contracts/order-statuses";
import type { Order } from "./domain/order.ts";
import type { Count, EventOf, EventType, OrderEvent } from "./domain/order-event.ts";

/** What happened to an order, as a sentence for a person; `order` is how it was after that. */
export function wordsFor({ type, data }: OrderEvent, order: Order): string {
  const write = SENTENCES[type] as (of: OrderEvent["data"], order: Order) => string;
  return write(data, order);
}

type Sentences = {
  readonly [Type in EventType]: (data: EventOf<Type>["data"], order: Order) => string;
};

const SENTENCES: Sentences = {
  "orders.order-created": ({ lines, total, customer }) =>
    `${customer.name} ordered ${copiesOf(lines, lines)} for ${moneyText(total)}.`,
  "inventory.stock-reserved": (_, order) => `Inventory set ${allCopies(order)} aside.`,
  "inventory.out-of-stock": ({ missing = [] }, { lines }) => {
    if (missing.length === 0) return "Inventory no longer held the copies.";
    const each = missing.map(
      ({ bookId, requested, available }) =>
        `${requested} of ${titleOf(lines, bookId)} asked for, ${available} there`,
    );
    return `Inventory did not have enough copies: ${LIST.format(each)}.`;
  },
  "inventory.stock-released": (_, order) => `Inventory put ${allCopies(order)} back on the shelf.`,
  "payments.payment-received": ({ amount }, { customer }) =>
    `${customer.name} paid ${moneyText(amount)}.`,
  "payments.payment-declined": ({ reason }, { total }) =>
    `The payment of ${moneyText(total)} was declined: ${reason.replaceAll("_", " ")}.`,
  "payments.payment-refunded": ({ amount }, { customer, total }) =>
    `${moneyText(amount ?? total)} went back to ${customer.name}.`,
  "notifications.notification-sent": ({ kind }, { customer }) =>
    `${customer.name} was told that ${NEWS[kind] ?? "there is news"}.`,
  "orders.order-confirmed": ({ total }, order) =>
    `The order of ${allCopies(order)} for ${moneyText(total)} was confirmed.`,
  "orders.cancellation-asked": (_, { customer }) => `${customer.name} asked to cancel the order.`,
  "orders.order-cancelled": ({ reason }, { customer }) => {
    if (reason === "customer") return `The order was cancelled, as ${customer.name} had asked.`;
    const why = {
      out_of_stock: "there were not enough copies",
      payment_declined: "it was not paid",
    };
    return `The order was cancelled: ${why[reason]}.`;
  },
  "orders.order-shipped": ({ carrier, tracking }, order) => {
    const name = tracking === undefined ? "" : ` as parcel ${tracking}`;
    return `${carrier} took ${allCopies(order)} on the way to ${order.customer.name}${name}.`;
  },
  "orders.order-delivered": (_, order) => `${allCopies(order)} reached ${order.customer.name}.`,
  "orders.return-asked": ({ items, amount }, { lines, customer }) =>
    `${customer.name} asked to return ${copiesOf(items, lines)} for ${moneyText(amount)}.`,
  "orders.return-refused": ({ returnId }, { lines, returns }) => {
    const items = returns.find(({ id }) => id === returnId)?.items ?? [];
    return `The return of ${copiesOf(items, lines)} was refused: the order has not so many.`;
  },
  "inventory.copies-taken-back": ({ items }, { lines }) =>
    `Inventory took back ${copiesOf(items, lines)}.`,
  "payments.return-refunded": ({ items, amount, complete }, { lines, customer }) => {
    const all = complete ? " Every copy of the order has come back." : "";
    const money = `${moneyText(amount)} went back to ${customer.name}`;
    return `${money} for ${copiesOf(items, lines)}.${all}`;
  },
};

/** What a mail of each kind tells. */
const NEWS: Readonly<Record<string, string>> = {
  order_confirmed: `the order ${orderStatuses.confirmed.news}`,
  order_cancelled: `the order ${orderStatuses.cancelled.news}`,
  order_shipped: `the order ${orderStatuses.shipped.news}`,
  order_delivered: `the order ${orderStatuses.delivered.news}`,
  order_returned: "the return is paid back",
};

const LIST = new Intl.ListFormat("en");
const PLURAL = new Intl.PluralRules("en");

function allCopies({ lines }: Order): string {
  return copies(lines.reduce((sum, { quantity }) => sum + quantity, 0));
}

function copiesOf(items: readonly Count[], lines: Order["lines"]): string {
  return LIST.format(
    items.map(({ bookId, quantity }) => `${copies(quantity)} of ${titleOf(lines, bookId)}`),
  );
}

function copies(count: number): string {
  return `${count} ${PLURAL.select(count) === "one" ? "copy" : "copies"}`;
}

function titleOf(lines: Order["lines"], bookId: string): string {
  return lines.find((line) => line.bookId === bookId)?.title ?? bookId;
}
