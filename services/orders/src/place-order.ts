import { Id, Money, orderCreated } from "@quad/contracts";
import { idempotent } from "@quad/database";
import { fingerprint } from "@quad/http";
import { type Static, Type } from "typebox";
import { findBooks } from "./book-store.ts";
import { changeOrder } from "./change-order.ts";
import { checkout } from "./checkout.ts";
import { priceOrder } from "./domain/price-order.ts";
import type { OrdersKit } from "./orders-kit.ts";

/** What a customer sends to order books. */
export const PlaceOrder = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        { bookId: Id, quantity: Type.Integer({ minimum: 1, maximum: 99 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
    customer: Type.Object(
      {
        /** One line of text, not blank. */
        name: Type.String({ maxLength: 120, pattern: "^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$" }),
        email: Type.String({ format: "email", maxLength: 254 }),
      },
      { additionalProperties: false },
    ),
    /** Stands for the means of payment; `sim_ok` when absent. */
    paymentToken: Type.Optional(Type.String({ pattern: "^[a-z0-9_]{1,64}$" })),
    /** The cart to empty once the order exists. */
    cartId: Type.Optional(Id),
  },
  { additionalProperties: false },
);

export const OrderPlaced = Type.Object({
  id: Type.String(),
  status: Type.Literal("pending"),
  total: Money,
});

/**
 * Creates the order and says so, once per idempotency key: a repeated request gets the first
 * answer. Errors: IDEMPOTENCY_KEY_REUSED, and those of `priceOrder`.
 */
export async function placeOrder(
  kit: OrdersKit,
  request: Static<typeof PlaceOrder>,
  idempotencyKey: string,
): Promise<{ order: Static<typeof OrderPlaced>; replayed: boolean }> {
  const { database, sagas } = kit;
  const flow = kit.settings.QUAD_CHECKOUT;
  const { body, replayed } = await database.transaction((tx) =>
    idempotent(
      tx,
      { scope: "place-order", key: idempotencyKey, fingerprint: fingerprint(request) },
      async () => {
        const { items, customer, paymentToken = "sim_ok", cartId = null } = request;
        const bookIds = items.map((item) => item.bookId);
        const { lines, total } = priceOrder(items, await findBooks(tx.sql, bookIds));
        const id = kit.newId();
        await changeOrder(kit, tx, id, { type: "create", orderId: id, lines, total, customer });
        const data = { orderId: id, items: lines, total, customer, paymentToken, cartId };
        tx.emit(orderCreated, { ...data, checkout: flow });
        if (flow === "orchestrated") {
          await sagas.within(tx).begin(checkout(kit), id, { items, total, paymentToken });
        }
        return { status: 201, body: { id, status: "pending", total } };
      },
    ),
  );
  return { order: body as Static<typeof OrderPlaced>, replayed };
}
