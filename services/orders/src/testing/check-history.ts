import type { Canceller, Count, EventOf, OrderEvent } from "../domain/order-event.ts";

/** An event of an order with its place in the order's stream. */
export type HistoryEvent = OrderEvent & {
  readonly version: number;
  readonly recordedAt?: Date;
};

/**
 * What is wrong with the history of one order, in words; nothing is when it is legal. It shares no
 * code with the rules that make histories, so that it finds what they let through.
 */
export function checkHistory(history: readonly HistoryEvent[]): string[] {
  const faults: string[] = [];
  const ledger = new Ledger();
  history.forEach((event, index) => {
    const fault = (what: string) => faults.push(`version ${event.version}, ${event.type}: ${what}`);
    if (event.version !== index + 1) fault(`it should have version ${index + 1}`);
    const before = history[index - 1]?.recordedAt;
    if (before && event.recordedAt && event.recordedAt < before) fault("it is older than the last");
    for (const what of ledger.take(event)) fault(what);
  });
  return faults;
}

type Rule = (seen: ReadonlySet<string>, event: OrderEvent) => boolean;

const after =
  (...types: OrderEvent["type"][]): Rule =>
  (seen) =>
    types.some((type) => seen.has(type));

/** What must have happened before. */
const BEFORE: Partial<Record<OrderEvent["type"], Rule>> = {
  "orders.order-confirmed": after("payments.payment-received"),
  "orders.order-shipped": after("orders.order-confirmed"),
  "orders.order-delivered": after("orders.order-shipped"),
  "orders.return-asked": after("orders.order-delivered"),
  "payments.payment-refunded": after("payments.payment-received"),
  "notifications.notification-sent": (seen, event) =>
    event.type !== "notifications.notification-sent" || seen.has(TOLD_OF[event.data.kind] ?? ""),
};

const TOLD_OF: Readonly<Record<string, OrderEvent["type"]>> = {
  order_confirmed: "orders.order-confirmed",
  order_cancelled: "orders.order-cancelled",
  order_shipped: "orders.order-shipped",
  order_delivered: "orders.order-delivered",
  order_returned: "payments.return-refunded",
};

/** What must not have happened before. */
const NOT_BEFORE: Partial<Record<OrderEvent["type"], readonly OrderEvent["type"][]>> = {
  "orders.order-confirmed": ["orders.order-cancelled", "payments.payment-refunded"],
  "orders.order-cancelled": ["orders.order-shipped"],
  "orders.cancellation-asked": ["orders.order-shipped", "orders.order-cancelled"],
  "orders.order-shipped": ["orders.cancellation-asked", "orders.order-cancelled"],
  "payments.payment-refunded": ["orders.order-shipped"],
};

/** What others may still say after the end. */
const AFTER_THE_END = new Set<OrderEvent["type"]>([
  "inventory.stock-reserved",
  "inventory.out-of-stock",
  "inventory.stock-released",
  "payments.payment-declined",
  "payments.payment-refunded",
  "notifications.notification-sent",
]);

type ReturnState = "asked" | "back" | "over";

interface AskedReturn {
  readonly amount: number;
  readonly items: readonly Count[];
  readonly state: ReturnState;
}

/** Reads a history once, from its beginning, and counts the copies and the money. */
class Ledger {
  readonly #seen = new Set<string>();
  readonly #bought = new Map<string, { left: number; price: number }>();
  readonly #returns = new Map<string, AskedReturn>();
  #total = 0;
  #paid = 0;
  #refunded = 0;
  #copiesLeft = 0;
  #ended = false;

  *take(event: OrderEvent): Generator<string> {
    const { type } = event;
    if ((type === "orders.order-created") !== (this.#seen.size === 0)) {
      yield "an order is created first, and once";
    }
    const key = onceKey(event);
    if (this.#seen.has(key)) yield "it has happened before";
    if (!(BEFORE[type] ?? (() => true))(this.#seen, event)) yield "what it follows is missing";
    for (const other of NOT_BEFORE[type] ?? []) {
      if (this.#seen.has(other)) yield `it cannot follow ${other}`;
    }
    if (this.#ended && !AFTER_THE_END.has(type)) yield "the order had ended";
    this.#seen.add(type).add(key);
    yield* this.#count(event);
    if (this.#refunded > this.#paid) yield `${this.#refunded} given back of ${this.#paid}`;
  }

  *#count(event: OrderEvent): Generator<string> {
    switch (event.type) {
      case "orders.order-created":
        yield* this.#open(event.data);
        break;
      case "payments.payment-received":
        this.#paid += event.data.amount.amount;
        break;
      case "payments.payment-refunded":
        this.#refunded += event.data.amount?.amount ?? 0;
        break;
      case "orders.order-confirmed":
        if (this.#paid < this.#total) yield `only ${this.#paid} of ${this.#total} were paid`;
        break;
      case "orders.order-cancelled":
        this.#ended = true;
        yield* this.#cancel(event.data.by);
        if (this.#paid !== this.#refunded) {
          yield `${this.#paid} were paid, ${this.#refunded} given back`;
        }
        break;
      default:
        yield* this.#countReturn(event);
    }
  }

  *#cancel(by: Canceller): Generator<string> {
    const needed = by === "customer" ? "orders.cancellation-asked" : "orders.order-created";
    if (!this.#seen.has(needed)) yield "the customer has not asked for it";
    if (by === "shop" && this.#seen.has("orders.order-confirmed"))
      yield "the shop has confirmed it";
  }

  *#open({ lines, total }: EventOf<"orders.order-created">["data"]) {
    for (const { bookId, quantity, unitPrice } of lines) {
      this.#bought.set(bookId, { left: quantity, price: unitPrice.amount });
      this.#copiesLeft += quantity;
      this.#total += quantity * unitPrice.amount;
    }
    if (this.#total !== total.amount) yield `the lines come to ${this.#total}, not the total`;
  }

  *#countReturn(event: OrderEvent): Generator<string> {
    if (event.type === "orders.return-asked") yield* this.#ask(event.data);
    if (event.type === "inventory.copies-taken-back") yield* this.#move(event, "asked", "back");
    if (event.type === "orders.return-refused") {
      yield* this.#move(event, "asked", "over");
      for (const { bookId, quantity } of this.#returns.get(event.data.returnId)?.items ?? []) {
        const line = this.#bought.get(bookId);
        if (line) line.left += quantity;
      }
    }
    if (event.type !== "payments.return-refunded") return;
    const { items, amount, complete } = event.data;
    const asked = this.#returns.get(event.data.returnId);
    if (asked?.amount !== amount.amount) yield `${amount.amount} is not what was asked for`;
    yield* this.#move(event, "back", "over");
    this.#refunded += amount.amount;
    this.#copiesLeft -= items.reduce((sum, { quantity }) => sum + quantity, 0);
    if (complete !== (this.#copiesLeft === 0)) yield `${this.#copiesLeft} copies are not back`;
    this.#ended = complete;
  }

  *#ask({ returnId, items, amount }: EventOf<"orders.return-asked">["data"]) {
    let worth = 0;
    for (const { bookId, quantity } of items) {
      const line = this.#bought.get(bookId);
      if (!line || line.left < quantity) yield `more copies of ${bookId} than were bought`;
      if (line) line.left -= quantity;
      worth += quantity * (line?.price ?? 0);
    }
    if (worth !== amount.amount) yield `${amount.amount} for copies worth ${worth}`;
    this.#returns.set(returnId, { amount: amount.amount, items, state: "asked" });
  }

  *#move(
    { data: { returnId } }: { readonly data: { readonly returnId: string } },
    from: ReturnState,
    to: ReturnState,
  ): Generator<string> {
    const known = this.#returns.get(returnId);
    if (known?.state !== from) yield `return ${returnId} is not at that point`;
    if (known) this.#returns.set(returnId, { ...known, state: to });
  }
}

/** What can happen once. */
function onceKey({ type, data }: OrderEvent): string {
  const { kind = "", returnId = "" } = data as { kind?: string; returnId?: string };
  return [type, kind, returnId].join("/");
}
