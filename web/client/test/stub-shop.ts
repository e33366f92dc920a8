import type { Book, BookContent, BookLine } from "../src/api/books.ts";
import type { Cart } from "../src/api/cart.ts";
import type { BookCount, NewOrder, Order, Shipment } from "../src/api/orders.ts";
import type { Mail } from "../src/apps/mailbox/mails.ts";
import { sampleBooks } from "./sample-books.ts";

export const CART_ID = "018f3a52-7c1e-7d7a-9b1e-aaaaaaaaaaa0";
const PLACED_AT = Date.parse("2025-01-15T10:00:00.000Z");

/** A refusal as the campus writes it. */
export class Refusal extends Error {
  readonly document: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string, extension: object = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.document = {
      ...extension,
      type: `/docs/errors#${code}`,
      title: code,
      status,
      detail,
      code,
    };
  }
}

/**
 * The campus as the browser sees it, in memory: one cart, and orders that go on only when a test
 * says so. It keeps the promises of the HTTP API that the client leans on, and no others.
 */
export function stubShop() {
  const books = sampleBooks();
  const quantities = new Map<string, number>();
  const orders = new Map<string, Order>();
  const idsByKey = new Map<string, { id: string; body: string }>();
  const orderedCarts = new Map<string, string>();
  const mails: Mail[] = [];
  const watchers = new Map<string, Set<() => void>>();

  const findBook = (id: string): Book => {
    const book = books.find((one) => one.id === id);
    if (!book) throw new Refusal(404, "BOOK_NOT_FOUND", `There is no book ${id}.`);
    return book;
  };
  const findOrder = (id: string): Order => {
    const order = orders.get(id);
    if (!order) throw new Refusal(404, "ORDER_NOT_FOUND", `There is no order ${id}.`);
    return order;
  };
  const keep = (order: Order) => {
    orders.set(order.id, order);
    for (const notify of watchers.get(order.id) ?? []) notify();
  };

  return {
    books,
    orders,
    mails,
    findBook,
    findOrder,

    listBooks(q: string, limit: number, cursor: number) {
      const found = books.filter((book) =>
        `${book.title} ${book.authors} ${book.isbn}`.toLowerCase().includes(q.toLowerCase()),
      );
      const end = cursor + limit;
      return {
        items: found.slice(cursor, end).map(lineOf),
        next: end < found.length ? String(end) : null,
      };
    },

    changeBook(id: string, version: number, content: BookContent): Book {
      const book = findBook(id);
      if (book.version !== version) {
        const detail = `You saw version ${version}, it is ${book.version} now.`;
        throw new Refusal(412, "VERSION_MISMATCH", detail);
      }
      const changed = { ...book, ...content, version: version + 1 };
      books[books.indexOf(book)] = changed;
      return changed;
    },

    cart: (): Cart => cartOf(orderedCarts.size, quantities, findBook),
    setQuantity(id: string, quantity: number): Cart {
      findBook(id);
      if (quantity === 0) quantities.delete(id);
      else quantities.set(id, quantity);
      return cartOf(orderedCarts.size, quantities, findBook);
    },
    forgetCart: () => quantities.clear(),

    placeOrder(key: string, wanted: NewOrder): { order: Order; isReplay: boolean } {
      const body = JSON.stringify(wanted);
      const known = idsByKey.get(key);
      if (known && known.body !== body) {
        throw new Refusal(422, "IDEMPOTENCY_KEY_REUSED", "The key was used for another order.");
      }
      if (known) return { order: findOrder(known.id), isReplay: true };
      const first = orderedCarts.get(wanted.cartId ?? "");
      if (first) {
        const extension = { orderId: first };
        throw new Refusal(409, "CART_ALREADY_ORDERED", "This cart was ordered already.", extension);
      }
      const order = orderOf(orders.size + 1, wanted, findBook);
      mustBeAsShown(wanted, order);
      if (wanted.cartId) orderedCarts.set(wanted.cartId, order.id);
      idsByKey.set(key, { id: order.id, body });
      keep(order);
      if (wanted.cartId) quantities.clear();
      return { order, isReplay: false };
    },

    /** An event of the order, so long after it was placed; a decision changes its status, too. */
    say(id: string, event: string, afterMs: number, words = `It said ${event}.`): Order {
      const at = new Date(PLACED_AT + afterMs).toISOString();
      keep(orderAfter(findOrder(id), event, at, words));
      if (event === "notifications.notification-sent") mails.unshift(mailOf(findOrder(id), at));
      return findOrder(id);
    },

    orderAt(id: string, version: number): Order {
      const order = findOrder(id);
      if (!(version < order.version)) return order;
      const [created, ...later] = order.timeline.slice(0, version);
      if (!created) throw new Refusal(404, "ORDER_NOT_FOUND", "It was not there yet.");
      const first: Order = { ...order, ...asPlaced(created) };
      return later.reduce(
        (past, { event, at, words }) => orderAfter(past, event, at, words),
        first,
      );
    },

    listOrders(status: string | null, email: string | null) {
      const wanted = [...orders.values()].filter(
        (order) =>
          order.status === (status ?? order.status) &&
          order.customer.email === (email ?? order.customer.email),
      );
      return { items: wanted.reverse().map(summaryOf), next: null };
    },
    sales() {
      const sold = [...orders.values()].filter(({ status }) => status !== "pending");
      const currency = "USD";
      const revenue = {
        amount: sold.reduce((sum, { total }) => sum + total.amount, 0),
        currency,
      };
      const day = {
        day: "2025-01-15",
        orders: sold.length,
        copies: sold.length,
        revenue,
        refunds: { amount: 0, currency },
      };
      return { items: sold.length > 0 ? [day] : [] };
    },
    customer(email: string) {
      const all = [...orders.values()].filter(({ customer }) => customer.email === email);
      const at = all[0]?.createdAt ?? null;
      const spent = all.map(({ total }) => total);
      return { email, orders: all.length, spent, returned: [], firstOrderAt: at, lastOrderAt: at };
    },

    cancelOrder(id: string): Order {
      if (findOrder(id).status !== "confirmed") {
        throw new Refusal(409, "ORDER_NOT_CANCELLABLE", "The parcel is on its way already.");
      }
      return this.say(id, "orders.cancellation-asked", 900);
    },
    shipOrder(id: string, { carrier }: Shipment): Order {
      return this.say(id, "orders.order-shipped", 1_000, `It went out with ${carrier}.`);
    },
    deliverOrder(id: string): Order {
      return this.say(id, "orders.order-delivered", 2_000);
    },
    returnBooks(id: string, counts: readonly BookCount[]): Order {
      const order = findOrder(id);
      const countOf = (bookId: string) =>
        counts.find((one) => one.bookId === bookId)?.quantity ?? 0;
      const items = order.items.map((line) => ({
        ...line,
        returned: line.returned + countOf(line.bookId),
        returnable: line.returnable - countOf(line.bookId),
      }));
      keep({ ...order, items });
      return this.say(id, "orders.return-asked", 3_000);
    },

    watch(id: string, notify: () => void): () => void {
      const all = watchers.get(id) ?? new Set();
      watchers.set(id, all.add(notify));
      return () => all.delete(notify);
    },
  };
}

export type StubShop = ReturnType<typeof stubShop>;

const LABELS: Readonly<Record<string, string>> = {
  "orders.order-created": "Order placed",
  "inventory.stock-reserved": "Copies set aside",
  "inventory.out-of-stock": "Not enough copies",
  "payments.payment-received": "Payment received",
  "payments.payment-declined": "Payment declined",
  "orders.order-confirmed": "Order confirmed",
  "orders.order-cancelled": "Order cancelled",
  "orders.order-shipped": "Order shipped",
  "orders.order-delivered": "Order delivered",
  "orders.cancellation-asked": "Cancellation asked for",
  "orders.return-asked": "Return asked for",
  "notifications.notification-sent": "Confirmation sent",
};

const DECISIONS: Readonly<Record<string, Partial<Order>>> = {
  "inventory.out-of-stock": { reason: "out_of_stock" },
  "payments.payment-declined": { reason: "payment_declined" },
  "orders.order-confirmed": { status: "confirmed", can: ["cancel", "ship"] },
  "orders.order-cancelled": { status: "cancelled", can: [] },
  "orders.cancellation-asked": { cancelling: true, can: [] },
  "orders.order-shipped": { status: "shipped", can: ["deliver"] },
  "orders.order-delivered": { status: "delivered", can: ["return"] },
};

function orderAfter(order: Order, event: string, at: string, words: string): Order {
  const version = order.version + 1;
  const source = event.split(".")[0] ?? "";
  const label = LABELS[event] ?? event;
  const entry = { version, event, label, words, at, source, details: {} };
  const timeline = [...order.timeline, entry];
  const settled = event === "notifications.notification-sent";
  return { ...order, ...DECISIONS[event], version, settled, timeline };
}

function asPlaced(created: Order["timeline"][number]) {
  const nothing = { reason: null, cancelling: false, settled: false } as const;
  return { ...nothing, can: [], status: "pending" as const, version: 1, timeline: [created] };
}

function lineOf({ description: _, createdAt: __, updatedAt: ___, ...line }: Book): BookLine {
  return line;
}

function summaryOf({ id, status, customer, items, total, createdAt, timeline }: Order) {
  const copies = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const updatedAt = timeline.at(-1)?.at ?? createdAt;
  return { id, status, customer, copies, total, createdAt, updatedAt };
}

/** A cart that was ordered so often: each time it has another id. */
function cartOf(
  ordered: number,
  quantities: ReadonlyMap<string, number>,
  findBook: (id: string) => Book,
): Cart {
  const items = [...quantities].map(([bookId, quantity]) => {
    const { title, authors, price, stock: available } = findBook(bookId);
    const lineTotal = { ...price, amount: price.amount * quantity };
    return { bookId, title, authors, quantity, price, lineTotal, available };
  });
  const isEmpty = items.length === 0;
  const amount = items.reduce((sum, line) => sum + line.lineTotal.amount, 0);
  const [currency, ...others] = new Set(items.map(({ price }) => price.currency));
  const isMixed = others.length > 0;
  return {
    id: isEmpty ? null : CART_ID.replace(/.$/, String(ordered)),
    items,
    total: currency === undefined || isMixed ? null : { amount, currency },
    obstacles: isMixed ? ["several_currencies"] : [],
    count: items.reduce((sum, line) => sum + line.quantity, 0),
    expiresAt: isEmpty ? null : "2025-01-22T10:00:00.000Z",
  };
}

function orderOf(serial: number, wanted: NewOrder, findBook: (id: string) => Book): Order {
  const items = wanted.items.map(({ bookId, quantity }) => {
    const { title, price } = findBook(bookId);
    const lineTotal = { ...price, amount: price.amount * quantity };
    return {
      bookId,
      title,
      quantity,
      unitPrice: price,
      lineTotal,
      returned: 0,
      returnable: quantity,
    };
  });
  const createdAt = new Date(PLACED_AT).toISOString();
  const amount = items.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0);
  return {
    id: `018f3a52-7c1e-7d7a-9b1e-${String(serial).padStart(12, "0")}`,
    items,
    total: { amount, currency: "USD" },
    refunded: { amount: 0, currency: "USD" },
    customer: wanted.customer,
    createdAt,
    ...asPlaced({
      version: 1,
      event: "orders.order-created",
      label: "Order placed",
      words: "The order was placed.",
      at: createdAt,
      source: "orders",
      details: {},
    }),
  };
}

/** The order as the customer saw it, or a refusal that names what is different. */
function mustBeAsShown(wanted: NewOrder, { items, total }: Order): void {
  const lines = items.map(({ bookId, quantity, title, unitPrice }) => ({
    ...{ bookId, quantity, title, unitPrice },
  }));
  const changes = wanted.items.flatMap(({ bookId, quantity, shown: was }, index) => {
    const { title = "", unitPrice } = lines[index] ?? {};
    const now = { title, unitPrice };
    return !was || JSON.stringify(was) === JSON.stringify(now)
      ? []
      : [{ bookId, quantity, was, now }];
  });
  const { total: agreed = total } = wanted;
  if (changes.length === 0 && agreed.amount === total.amount) return;
  const totals = { wasTotal: wanted.total ?? null, nowTotal: total };
  const extension = { ...totals, lines, changes };
  throw new Refusal(409, "TOTAL_CHANGED", "What was shown has changed since.", extension);
}

function mailOf(order: Order, sentAt: string): Mail {
  const isConfirmed = order.status === "confirmed";
  return {
    id: `018f3a52-7c1e-7d7a-9b1f-${order.id.slice(-12)}`,
    orderId: order.id,
    kind: isConfirmed ? "order_confirmed" : "order_cancelled",
    to: order.customer,
    subject: isConfirmed ? "Your order is confirmed" : "Your order is cancelled",
    text: `Dear ${order.customer.name},\n\n${order.items.map(({ title }) => title).join("\n")}`,
    sentAt,
  };
}
