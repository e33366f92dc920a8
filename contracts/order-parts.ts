import { Type } from "typebox";
import { Id, Money } from "./money.ts";

/** One book of an order, at the price it was ordered for. */
export const OrderLine = Type.Object({
  bookId: Id,
  title: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: Money,
});

export const Customer = Type.Object({ name: Type.String(), email: Type.String() });
