import { type Money, orderCreated } from "@quad/contracts";
import type { NewOrder } from "@quad/contracts/http/orders";
import { findBooks } from "./book-store.ts";
import { changeOrder } from "./change-order.ts";
import { checkout } from "./checkout.ts";
import { priceOrder } from "./domain/price-order.ts";
import { mustBeAsShown } from "./domain/shown-order.ts";
import { orderCart } from "./ordered-cart.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";

/**
 * Creates the order and says so. Errors: those of `priceOrder`, `mustBeAsShown` and `orderCart`.
 */
export async function placeOrder(
  kit: OrdersKit,
  tx: OrdersTx,
  order: NewOrder,
): Promise<{ id: string; status: "pending"; total: Money }> {
  const { customer, paymentToken = "sim_ok", cartId = null } = order;
  const items = order.items.map(({ bookId, quantity }) => ({ bookId, quantity }));
  const flow = kit.settings.QUAD_CHECKOUT;
  const bookIds = items.map((item) => item.bookId);
  const id = kit.newId();
  // The second of two orders from one cart hears of the first, whatever else has changed.
  if (cartId !== null) await orderCart(tx, cartId, id);
  const { lines, total } = priceOrder(items, await findBooks(tx.sql, bookIds));
  mustBeAsShown(order, { lines, total });
  await changeOrder(kit, tx, id, { type: "create", orderId: id, lines, total, customer });
  const data = { orderId: id, items: lines, total, customer, paymentToken, cartId };
  tx.emit(orderCreated, { ...data, checkout: flow });
  if (flow === "orchestrated") {
    await kit.sagas.within(tx).begin(checkout(kit), id, { items, total, paymentToken });
  }
  return { id, status: "pending", total };
}
