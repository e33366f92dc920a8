import { Id } from "@quad/contracts";
import { idempotent } from "@quad/database";
import { fingerprint } from "@quad/http";
import { type Static, Type } from "typebox";
import { beginCancellation } from "./cancel-order.ts";
import { changeOrder } from "./change-order.ts";
import type { Command } from "./domain/decide-order.ts";
import { readOrder } from "./find-order.ts";
import { type OrderView, viewOrder } from "./order-view.ts";
import type { OrdersKit } from "./orders-kit.ts";
import { returnOrder } from "./return-order.ts";

/** One line of text, not blank. */
const Line = Type.String({ maxLength: 80, pattern: "^(?=.*\\S)[^\\u0000-\\u001f\\u007f]+$" });

export const ShipOrder = Type.Object(
  { carrier: Line, tracking: Type.Optional(Line) },
  { additionalProperties: false },
);

export const AskReturn = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        { bookId: Id, quantity: Type.Integer({ minimum: 1, maximum: 99 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
  },
  { additionalProperties: false },
);

/** Does what a customer or the shop wants, or refuses; answers the order after that. */
export async function actOnOrder(
  kit: OrdersKit,
  orderId: string,
  command: Command,
): Promise<OrderView> {
  await kit.database.transaction(async (tx) => {
    const change = await changeOrder(kit, tx, orderId, command);
    await beginCancellation(kit, tx, change);
  });
  return viewOrder(await readOrder(kit, orderId));
}

/** Begins a return, once per idempotency key; the saga has the id of the return. */
export async function askReturn(
  kit: OrdersKit,
  orderId: string,
  { items }: Static<typeof AskReturn>,
  key: string,
): Promise<{ order: OrderView; replayed: boolean }> {
  const request = { scope: "ask-return", key, fingerprint: fingerprint({ orderId, items }) };
  const { replayed } = await kit.database.transaction((tx) =>
    idempotent(tx, request, async () => {
      const returnId = kit.newId();
      const command = { type: "ask-return", returnId, items } as const;
      const { after } = await changeOrder(kit, tx, orderId, command);
      const { returns, total } = after.state.order;
      const amount = returns.find(({ id }) => id === returnId)?.amount ?? total;
      const saga = kit.sagas.within(tx);
      await saga.begin(returnOrder(kit), returnId, { orderId, items, amount });
      return { status: 201, body: { returnId } };
    }),
  );
  return { order: viewOrder(await readOrder(kit, orderId)), replayed };
}
