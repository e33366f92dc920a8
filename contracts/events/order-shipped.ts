import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";
import { Customer, OrderLine } from "../order-parts.ts";

export const orderShipped = defineEvent({
  type: "orders.order-shipped",
  version: 1,
  owner: "orders",
  summary: "The parcel left the house.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    items: Type.Array(OrderLine),
    total: Money,
    customer: Customer,
    carrier: Type.String(),
    /** The number that the carrier knows it by. */
    tracking: Type.Optional(Type.String()),
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
    carrier: "Campus Post",
    tracking: "CP-1851",
  },
});
export type OrderShipped = Static<typeof orderShipped.schema>;
