import { type Static, Type } from "typebox";
import { readOrder } from "./find-order.ts";
import type { OrdersKit } from "./orders-kit.ts";

/** All that happened to an order, oldest first. */
export const OrderHistory = Type.Object({
  items: Type.Array(
    Type.Object({
      version: Type.Integer(),
      at: Type.String(),
      event: Type.String(),
      /** A whole sentence. */
      words: Type.String(),
    }),
  ),
});

/** Error: ORDER_NOT_FOUND. */
export async function tellHistory(
  kit: Pick<OrdersKit, "resources" | "events">,
  id: string,
): Promise<Static<typeof OrderHistory>> {
  const { timeline } = await readOrder(kit, id);
  return {
    items: timeline.map(({ version, at, event, words }) => ({ version, at, event, words })),
  };
}
