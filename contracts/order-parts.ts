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

/** So many copies of one book. */
export const BookCount = Type.Object({ bookId: Id, quantity: Type.Integer({ minimum: 1 }) });

/** A book of which there are too few copies. */
export const Shortage = Type.Object({
  bookId: Id,
  requested: Type.Integer({ minimum: 1 }),
  available: Type.Integer({ minimum: 0 }),
});
