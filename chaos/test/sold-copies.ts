import type { RecordedEvent } from "@quad/event-store";
import type {
  BookFile,
  Evidence,
  OrderFile,
  OrderView,
  PublishedEvent,
} from "../src/evidence/evidence.ts";
import { type ActionRecord, clientLog, type OrderAction } from "../src/load/client-log.ts";

/** Evidence of one order of two copies, all well: one of them may be sent back. */
export const AT = new Date("2030-01-01T00:00:00Z");
export const ORDER = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11";
export const BOOK = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a12";
export const RETURN = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a13";
/** Of nothing that is known. */
export const UNKNOWN = "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a99";
const PRICE = 500;
const euros = (amount: number) => ({ amount, currency: "EUR" });
const CUSTOMER = { name: "Customer k", email: "ada@example.org" };

interface Happened {
  readonly type: string;
  readonly data: object;
}

export function happened(type: string, data: object = {}): Happened {
  return { type, data };
}

const told = (kind: string, returnId?: string) =>
  happened("notifications.notification-sent", {
    ...{ notificationId: UNKNOWN, kind, ...(returnId && { returnId }) },
  });

const LINES = [{ bookId: BOOK, title: "A book", quantity: 2, unitPrice: euros(PRICE) }];
const TOTAL = euros(2 * PRICE);
export const SOLD: readonly Happened[] = [
  happened("orders.order-created", {
    ...{ orderId: ORDER, lines: LINES, total: TOTAL, customer: CUSTOMER },
  }),
  happened("payments.payment-received", { paymentId: UNKNOWN, amount: TOTAL }),
  happened("orders.order-confirmed", { copies: 2, total: TOTAL }),
  told("order_confirmed"),
];

/** Sold, delivered, and one copy back. */
export function sentBack({ refunded = PRICE } = {}): readonly Happened[] {
  const items = [{ bookId: BOOK, quantity: 1 }];
  const returned = { returnId: RETURN, items };
  return [
    ...SOLD,
    happened("orders.order-shipped", { carrier: "Campus Bikes" }),
    happened("orders.order-delivered"),
    happened("orders.return-asked", { ...returned, amount: euros(PRICE) }),
    happened("inventory.copies-taken-back", returned),
    happened("payments.return-refunded", {
      ...{ ...returned, paymentId: UNKNOWN, amount: euros(refunded), complete: false },
    }),
    ...[told("order_shipped"), told("order_delivered"), told("order_returned", RETURN)],
  ];
}

interface Changes {
  readonly isSentBack?: boolean;
  readonly order?: Partial<OrderFile> | undefined;
  readonly book?: Partial<BookFile> | undefined;
}

export function evidence({ isSentBack = false, order, book }: Changes = {}): Evidence {
  const clients = clientLog();
  clients.checkouts.set("k", checkoutRecord([ORDER]));
  if (isSentBack) clients.actions.push(action("ship"), action("deliver"), action("return"));
  return {
    clients,
    orders: new Map([[ORDER, { ...orderFile(isSentBack ? sentBack() : SOLD), ...order }]]),
    books: new Map([[BOOK, { ...bookFile(isSentBack ? 1 : 0), ...book }]]),
    modelFaults: [],
    leftovers: [],
    faults: [],
  };
}

function orderFile(all: readonly Happened[]): OrderFile {
  const isSentBack = all.length > SOLD.length;
  const news = isSentBack ? ["confirmed", "shipped", "delivered"] : ["confirmed"];
  return {
    id: ORDER,
    view: viewOf({ shown: all, returned: isSentBack ? 1 : 0 }),
    history: recorded(all),
    events: published(all),
    saga: undefined,
    payment: { order_id: ORDER, status: "received", amount: 2 * PRICE },
    captures: [capture(2 * PRICE, isSentBack ? PRICE : 0)],
    hold: undefined,
    notifications: [
      ...news.map((what) => ({ kind: `order_${what}`, return_id: null })),
      ...(isSentBack ? [{ kind: "order_returned", return_id: RETURN }] : []),
    ],
    mails: [
      ...news.map((what) => ({ id: `order-${what}.${ORDER}`, subject: "" })),
      ...(isSentBack ? [{ id: `order-returned.${RETURN}.${ORDER}`, subject: "" }] : []),
    ],
  };
}

function bookFile(returned: number): BookFile {
  return {
    id: BOOK,
    stock: { ...stockOf(8 + returned, 0, 2 - returned), version: 2 + returned },
    changes: [
      change(stockOf(10, 0, 0), stockOf(8, 0, 2)),
      ...(returned ? [change(stockOf(8, 0, 2), stockOf(9, 0, 1))] : []),
    ],
    events: [level(1, 10), level(2, 8), ...(returned ? [level(3, 9)] : [])],
    shown: 8 + returned,
  };
}

export function checkoutRecord(orderIds: readonly string[]) {
  const lines = [{ book: 0, quantity: 2 }];
  const checkout = { action: "checkout", key: "k", lines, token: "sim_ok", twice: false } as const;
  return { checkout, bookIds: [BOOK], sentAt: AT, orderIds };
}

/** One that was accepted; of one copy, if it is a return. */
export function action(name: OrderAction): ActionRecord {
  const items = name === "return" ? [{ bookId: BOOK, quantity: 1 }] : [];
  return { action: name, orderId: ORDER, items, outcome: "accepted" };
}

interface ViewChanges {
  readonly status?: string;
  readonly settled?: boolean;
  readonly returned?: number;
  readonly shown?: readonly Happened[];
}

export function viewOf(changes: ViewChanges = {}): OrderView {
  const { returned = 0, shown = returned ? sentBack() : SOLD, settled = true } = changes;
  const { status = returned ? "delivered" : "confirmed" } = changes;
  const counts = { quantity: 2, returned, returnable: 2 - returned };
  return {
    ...{ id: ORDER, status, settled, reason: null, total: TOTAL, customer: CUSTOMER },
    items: [{ bookId: BOOK, unitPrice: euros(PRICE), ...counts }],
    refunded: { amount: returned * PRICE },
    createdAt: AT.toISOString(),
    timeline: shown.map(({ type }) => ({ event: type, at: AT.toISOString() })),
  };
}

export function recorded(all: readonly Happened[]): RecordedEvent[] {
  return all.map(({ type, data }, index) => ({
    ...{ stream: `order-${ORDER}`, version: index + 1, id: UNKNOWN, type, data },
    ...{ schema: 1, metadata: {}, recordedAt: AT },
  }));
}

/** What others hear of it. */
export function published(all: readonly Happened[]): PublishedEvent[] {
  return all
    .map(({ type }) => (type === "payments.return-refunded" ? "orders.order-returned" : type))
    .filter((topic) => /^(orders\.order|notifications\.)/.test(topic))
    .map((topic, index) => ({ id: `${topic}-${index}`, topic, key: ORDER, at: AT, data: {} }));
}

export function level(version: number, available: number): PublishedEvent {
  const topic = "inventory.stock-level-changed";
  return { id: String(version), topic, key: BOOK, at: AT, data: { version, available } };
}

export function capture(amount: number, refunded = 0) {
  return { reference: ORDER, amount, refunded };
}

export function stockOf(onHand: number, reserved: number, sold: number) {
  return { onHand, reserved, sold, version: 2 };
}

export function change(before: ReturnType<typeof stockOf>, after: ReturnType<typeof stockOf>) {
  return { before, after };
}
