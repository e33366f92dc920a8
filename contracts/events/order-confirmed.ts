import { type Static, Type } from "typebox";
import { defineEvent } from "../define-event.ts";
import { Id, Money } from "../money.ts";
import { Customer, OrderLine } from "../order-parts.ts";

export const orderConfirmed = defineEvent({
  type: "orders.order-confirmed",
  version: 1,
  owner: "orders",
  summary: "The copies are reserved and paid: the order stands.",
  key: "orderId",
  schema: Type.Object({
    orderId: Id,
    items: Type.Array(OrderLine),
    total: Money,
    customer: Customer,
    /** Who took it here: `orders`, which has had its copies sold, or each service (default). */
    checkout: Type.Optional(Type.Enum(["orchestrated", "choreographed"])),
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
  },
});
export type OrderConfirmed = Static<typeof orderConfirmed.schema>;
