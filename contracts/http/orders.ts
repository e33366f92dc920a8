import { type Static, Type } from "typebox";
import { defineList, defineOperation } from "../define-operation.ts";
import {
  CARRIER_LENGTH_MAX,
  COPIES_MAX,
  EMAIL_LENGTH_MAX,
  LINES_MAX,
  NAME_LENGTH_MAX,
  TITLE_LENGTH_MAX,
  TRACKING_LENGTH_MAX,
} from "../limits.ts";
import { Id, Money } from "../money.ts";
import { Customer } from "../order-parts.ts";
import { orderStatusNames } from "../order-statuses.ts";

const OrderId = Type.Object({ id: Id });

const Email = Type.String({ format: "email", maxLength: EMAIL_LENGTH_MAX });
/** One line of text, not blank. */
const Line = (maxLength: number) =>
  Type.String({ maxLength, pattern: "^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$" });

const item = {
  bookId: Id,
  quantity: Type.Integer({ minimum: 1, maximum: COPIES_MAX }),
};
const COUNT = { minItems: 1, maxItems: LINES_MAX };
const Items = Type.Array(Type.Object(item), COUNT);

/** A sum as it was shown, which may be larger than one that can be ordered. */
const ShownSum = Type.Object({
  amount: Type.Integer({ minimum: 0 }),
  currency: Type.String({ pattern: "^[A-Z]{3}$" }),
});

/** What a customer sends to order books. */
const NewOrder = Type.Object({
  items: Type.Array(
    Type.Object({
      ...item,
      /** The book as the customer saw it; when it is another by now, the order is refused. */
      shown: Type.Optional(
        Type.Object({ title: Type.String({ maxLength: TITLE_LENGTH_MAX }), unitPrice: ShownSum }),
      ),
    }),
    COUNT,
  ),
  /** What the customer agreed to pay; when it comes to anything else, the order is refused. */
  total: Type.Optional(ShownSum),
  customer: Type.Object({ name: Line(NAME_LENGTH_MAX), email: Email }),
  /** Stands for the means of payment; `sim_ok` when absent. */
  paymentToken: Type.Optional(Type.String({ pattern: "^[a-z0-9_]{1,64}$" })),
  /** The cart that is ordered, as the cart itself gives it; one such id is ordered once. */
  cartId: Type.Optional(Id),
});

const OrderStatus = Type.Enum([...orderStatusNames]);

/** An order as its customer sees it. */
const OrderView = Type.Object({
  id: Type.String(),
  /** How many events it has come to. */
  version: Type.Integer(),
  status: OrderStatus,
  reason: Type.Union([Type.Enum(["out_of_stock", "payment_declined", "customer"]), Type.Null()]),
  items: Type.Array(
    Type.Object({
      bookId: Type.String(),
      title: Type.String(),
      quantity: Type.Integer(),
      unitPrice: Money,
      lineTotal: Money,
      /** Copies that came back. */
      returned: Type.Integer(),
      /** Copies that can still be asked to be returned, once they are delivered. */
      returnable: Type.Integer(),
    }),
  ),
  total: Money,
  /** What has gone back to the customer so far. */
  refunded: Money,
  /** The customer has asked to cancel it, and that is not done yet. */
  cancelling: Type.Boolean(),
  /** What can be done with it now. */
  can: Type.Array(Type.Enum(["cancel", "ship", "deliver", "return"])),
  customer: Customer,
  createdAt: Type.String(),
  /** Nothing more will happen by itself. */
  settled: Type.Boolean(),
  /** Only grows. */
  timeline: Type.Array(
    Type.Object({
      /** Of the order after the event: 1, 2, 3 … */
      version: Type.Integer(),
      /** Such as `payments.payment-received`. */
      event: Type.String(),
      label: Type.String(),
      /** The whole of it as a sentence. */
      words: Type.String(),
      /** The service that said it. */
      source: Type.String(),
      at: Type.String(),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});

/** An order in a list of them. */
const OrderSummary = Type.Object({
  id: Type.String(),
  status: OrderStatus,
  customer: Customer,
  copies: Type.Integer(),
  total: Money,
  createdAt: Type.String(),
  updatedAt: Type.String(),
});

/** Of many orders: it may exceed what one payment can be. */
const Sum = Type.Object({ amount: Type.Integer(), currency: Type.String() });

const DaySales = Type.Object({
  /** Of UTC, such as `2025-11-21`. */
  day: Type.String(),
  orders: Type.Integer(),
  copies: Type.Integer(),
  revenue: Sum,
  refunds: Sum,
});

const CustomerHistory = Type.Object({
  email: Type.String(),
  orders: Type.Integer(),
  /** What was paid, in each currency. */
  spent: Type.Array(Sum),
  /** What of it went back. */
  returned: Type.Array(Sum),
  /** Null of somebody who has ordered nothing. */
  firstOrderAt: Type.Union([Type.String(), Type.Null()]),
  lastOrderAt: Type.Union([Type.String(), Type.Null()]),
});

const Day = Type.String({ format: "date" });
const Progress = Type.Object({
  name: Type.String(),
  /** Of the history of all orders: the last event that it holds. */
  position: Type.Integer(),
  head: Type.Integer(),
});

const orders = { owner: "orders", who: "anyone" } as const;

/** The public HTTP of orders. */
export const ordersHttp = {
  placeOrder: defineOperation({
    ...orders,
    name: "orders.place-order",
    method: "POST",
    path: "/api/orders",
    summary: "Place an order",
    body: NewOrder,
    idempotencyKey: "required",
    answer: Type.Object({ id: Type.String(), status: Type.Literal("pending"), total: Money }),
    status: 201,
    location: "/api/orders/:id",
    refusals: [
      "BOOK_UNKNOWN",
      "BOOK_REPEATED",
      "CURRENCIES_MIXED",
      "ORDER_TOO_DEAR",
      "TOTAL_CHANGED",
      "CART_ALREADY_ORDERED",
      "IDEMPOTENCY_KEY_REUSED",
    ],
  }),
  readOrder: defineOperation({
    ...orders,
    name: "orders.read-order",
    method: "GET",
    path: "/api/orders/:id",
    summary: "An order with its timeline, as it is or as it was",
    params: OrderId,
    /** Of an order that is looked at as it was: by the clock, or after so many events. */
    query: Type.Object({
      at: Type.Optional(Type.String({ format: "date-time" })),
      version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    }),
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_YET", "ORDER_MOMENT_AMBIGUOUS"],
  }),
  readHistory: defineOperation({
    ...orders,
    name: "orders.read-history",
    method: "GET",
    path: "/api/orders/:id/history",
    summary: "All that happened to an order, in plain words",
    params: OrderId,
    /** Oldest first. */
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          version: Type.Integer(),
          at: Type.String(),
          event: Type.String(),
          /** A whole sentence. */
          words: Type.String(),
        }),
      ),
    }),
    refusals: ["ORDER_NOT_FOUND"],
  }),
  followOrder: defineOperation({
    ...orders,
    name: "orders.follow-order",
    method: "GET",
    path: "/api/orders/:id/events",
    summary: "An order as it changes, as server-sent events",
    params: OrderId,
    answer: OrderView,
    events: true,
    refusals: ["ORDER_NOT_FOUND"],
  }),
  cancelOrder: defineOperation({
    ...orders,
    name: "orders.cancel-order",
    method: "POST",
    path: "/api/orders/:id/cancellation",
    summary: "Ask to cancel an order that is not shipped yet",
    params: OrderId,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_CANCELLABLE"],
  }),
  shipOrder: defineOperation({
    ...orders,
    name: "orders.ship-order",
    method: "POST",
    path: "/api/orders/:id/shipment",
    summary: "Hand a confirmed order to a carrier",
    params: OrderId,
    body: Type.Object({
      carrier: Line(CARRIER_LENGTH_MAX),
      tracking: Type.Optional(Line(TRACKING_LENGTH_MAX)),
    }),
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_SHIPPABLE"],
  }),
  deliverOrder: defineOperation({
    ...orders,
    name: "orders.deliver-order",
    method: "POST",
    path: "/api/orders/:id/delivery",
    summary: "Say that a shipped order has reached its customer",
    params: OrderId,
    answer: OrderView,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_DELIVERABLE"],
  }),
  askReturn: defineOperation({
    ...orders,
    name: "orders.ask-return",
    method: "POST",
    path: "/api/orders/:id/returns",
    summary: "Send back copies of a delivered order, for their price",
    params: OrderId,
    body: Type.Object({ items: Items }),
    idempotencyKey: "required",
    answer: OrderView,
    status: 201,
    refusals: [
      "ORDER_NOT_FOUND",
      "ORDER_NOT_RETURNABLE",
      "RETURN_EXCEEDS_ORDER",
      "BOOK_REPEATED",
      "IDEMPOTENCY_KEY_REUSED",
    ],
  }),
  listOrders: defineList({
    ...orders,
    name: "orders.list-orders",
    path: "/api/orders",
    summary: "Orders, newest first",
    filter: { status: Type.Optional(OrderStatus), email: Type.Optional(Email) },
    item: OrderSummary,
  }),
  readCustomer: defineOperation({
    ...orders,
    name: "orders.read-customer",
    method: "GET",
    path: "/api/orders/customers",
    summary: "What a customer has ordered so far",
    query: Type.Object({ email: Email }),
    answer: CustomerHistory,
  }),
  readSales: defineOperation({
    ...orders,
    name: "orders.read-sales",
    method: "GET",
    path: "/api/orders/sales",
    summary: "Sales per UTC day and currency, oldest first",
    query: Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) }),
    answer: Type.Object({ items: Type.Array(DaySales) }),
  }),
  readProgress: defineOperation({
    ...orders,
    name: "orders.read-progress",
    method: "GET",
    path: "/api/orders/read-models",
    summary: "How far each read model has come",
    answer: Type.Array(Progress),
  }),
  rebuildReadModel: defineOperation({
    ...orders,
    name: "orders.rebuild-read-model",
    method: "POST",
    path: "/api/orders/read-models/:name/rebuild",
    summary: "Make a read model again from the first event on",
    params: Type.Object({ name: Type.String({ maxLength: 40 }) }),
    answer: Progress,
    status: 202,
    refusals: ["READ_MODEL_UNKNOWN"],
  }),
};

export type NewOrder = Static<typeof NewOrder>;
export type OrderView = Static<typeof OrderView>;
export type OrderSummary = Static<typeof OrderSummary>;
export type DaySales = Static<typeof DaySales>;
export type CustomerHistory = Static<typeof CustomerHistory>;
