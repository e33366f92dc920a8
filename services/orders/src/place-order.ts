import { type Money, orderCreated } from "@quad/contracts";
import type { NewOrder } from "@quad/contracts/http/orders";
import { findBooks } from "./book-store.ts";
import { changeOrder } from "./change-order.ts";
import { checkout } from "./checkout.ts";
import { priceOrder } from "./domain/price-order.ts";
import type { OrdersKit } from "./orders-kit.ts";
import type { OrdersTx } from "./orders-schema.ts";

/** Creates the order and says so. Errors: those of `priceOrder`. */
export async function placeOrder(
  kit: OrdersKit,
  tx: OrdersTx,
  order: NewOrder,
): Promise<{ id: string; status: "pending"; total: Money }> {
  const { items, customer, paymentToken = "sim_ok", cartId = null } = order;
  const flow = kit.settings.QUAD_CHECKOUT;
  const bookIds = items.map((item) => item.bookId);
  const { lines, total } = priceOrder(items, await findBooks(tx.sql, bookIds));
  const id = kit.newId();
  await changeOrder(kit, tx, id, { type: "create", orderId: id, lines, total, customer });
  const data = { orderId: id, items: lines, total, customer, paymentToken, cartId };
  tx.emit(orderCreated, { ...data, checkout: flow });
  if (flow === "orchestrated") {
    await kit.sagas.within(tx).begin(checkout(kit), id, { items, total, paymentToken });
  }
  return { id, status: "pending", total };
}
