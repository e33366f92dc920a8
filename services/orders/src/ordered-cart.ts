import { orderErrors } from "./order-errors.ts";
import type { OrdersTx } from "./orders-schema.ts";

/**
 * Notes that a cart is ordered, once: of two orders at the same time the second waits for the
 * first, and is refused when that commits. Error: CART_ALREADY_ORDERED.
 */
export async function orderCart({ sql }: OrdersTx, cartId: string, orderId: string): Promise<void> {
  const { numInsertedOrUpdatedRows: inserted } = await sql
    .insertInto("ordered_cart")
    .values({ cart_id: cartId, order_id: orderId })
    .onConflict((conflict) => conflict.column("cart_id").doNothing())
    .executeTakeFirst();
  if (inserted === 1n) return;
  const first = await sql
    .selectFrom("ordered_cart")
    .select("order_id")
    .where("cart_id", "=", cartId)
    .executeTakeFirstOrThrow();
  throw orderErrors.CART_ALREADY_ORDERED({ orderId: first.order_id });
}
