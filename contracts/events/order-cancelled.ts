import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";
import { Customer, OrderLine } from "../order-parts.ts";

export const orderCancelled = defineEvent({
  type: "orders.order-cancelled",
  version: 1,
  owner: "orders",
  summary: "The order came to nothing; what is still reserved for it is to be released.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    items: Type.Array(OrderLine),
    total: Money,
    customer: Customer,
    reason: Type.Enum(["out_of_stock", "payment_declined", "customer"]),
    /** Who ended it; absent means the shop. For a customer, the copies are back already. */
    by: Type.Optional(Type.Enum(["shop", "customer"])),
    /** What was taken before and goes back; absent when nothing was. */
    refunded: Type.Optional(Money),
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    items: [
      {
        bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11",
        title: "Moby-Dick; or, The Whale",
        quantity: 2,
        unitPrice: { amount: 1800, currency: "USD" },
      },
    ],
    total: { amount: 3600, currency: "USD" },
    customer: { name: "Ada Example", email: "ada@example.org" },
    reason: "payment_declined",
  },
});
export type OrderCancelled = Static<typeof orderCancelled.schema>;
