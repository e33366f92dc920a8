import type { ItemView } from "../evidence/evidence.ts";
import type { ReturnOfCopies } from "../plan/load-step.ts";
import { actOnOrder } from "./act-on-order.ts";
import type { Count } from "./client-log.ts";
import type { Customer } from "./customer.ts";
import { orderWhen } from "./known-order.ts";

/** A customer sends copies back; the impatient ask twice at once, with the same key. */
export async function returnCopies(customer: Customer, step: ReturnOfCopies): Promise<void> {
  const { of, key, copies, twice } = step;
  const order = await orderWhen(customer, of, ({ status }) => !ON_ITS_WAY.has(status));
  if (!order) return;
  const items = chosen(order.items, copies);
  // Somebody has sent all of it back.
  if (items.length === 0) return;
  const request = { path: `/api/orders/${order.id}/returns`, key, body: { items } };
  await actOnOrder(customer, { action: "return", orderId: order.id, request, items, twice });
}

const ON_ITS_WAY = new Set(["pending", "confirmed", "shipped"]);

function chosen(items: readonly ItemView[], copies: ReturnOfCopies["copies"]): Count[] {
  const left = items
    .filter(({ returnable }) => returnable > 0)
    .map(({ bookId, returnable: quantity }) => ({ bookId, quantity }));
  return copies === "rest" ? left : left.slice(0, 1).map((item) => ({ ...item, quantity: 1 }));
}
