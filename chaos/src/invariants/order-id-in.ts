import type { OrderFile } from "../evidence/evidence.ts";

const ORDER_ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

/** The order that a sentence is about, when it is about one that is known. */
export function orderIdIn(
  text: string,
  orders: ReadonlyMap<string, OrderFile>,
): { readonly orderId?: string } {
  const orderId = ORDER_ID.exec(text)?.[0];
  return orderId && orders.has(orderId) ? { orderId } : {};
}
