import { streamEvents } from "@quad/event-store";
import { type Static, Type } from "typebox";
import { wordsFor } from "./history-words.ts";
import { evolve, type Order } from "./order.ts";
import { orderErrors } from "./order-errors.ts";
import { orderEventOf, streamOf } from "./order-stream.ts";
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
  { events }: Pick<OrdersKit, "events">,
  id: string,
): Promise<Static<typeof OrderHistory>> {
  const items: Static<typeof OrderHistory>["items"] = [];
  let order: Order | null = null;
  for await (const recorded of streamEvents(events, streamOf(id))) {
    const event = orderEventOf(recorded);
    order = evolve(order, event);
    const { version, recordedAt, type } = recorded;
    const words = wordsFor(event, order);
    items.push({ version, at: recordedAt.toISOString(), event: type, words });
  }
  if (!order) throw orderErrors.ORDER_NOT_FOUND({ id });
  return { items };
}
