import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";
import { Customer, OrderLine } from "../order-parts.ts";

export const orderReturned = defineEvent({
  type: "orders.order-returned",
  version: 1,
  owner: "orders",
  summary: "Copies of an order came back, and the money for them went back; once a return.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    returnId: Id,
    /** What came back, at the prices it was bought for. */
    items: Type.Array(OrderLine),
    amount: Money,
    customer: Customer,
    /** With it every copy of the order has come back. */
    complete: Type.Boolean(),
  }),
  example: {
    orderId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a10",
    returnId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a13",
    items: [
      {
        bookId: "018f3a52-7c1e-7d7a-9b1e-2f6f0c5f2a11",
        title: "Moby-Dick; or, The Whale",
        quantity: 2,
        unitPrice: { amount: 1800, currency: "USD" },
      },
    ],
    amount: { amount: 3600, currency: "USD" },
    customer: { name: "Ada Example", email: "ada@example.org" },
    complete: true,
  },
});
export type OrderReturned = Static<typeof orderReturned.schema>;
