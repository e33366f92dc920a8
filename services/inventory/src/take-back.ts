import { isDeepStrictEqual } from "node:util";
import type { Clock } from "@quad/clock";
import { linesLeft, MOVES } from "./domain/stock.ts";
import { findReturn, findTakenBack, insertReturn, lockHold, type Return } from "./hold-store.ts";
import type { InventoryTx } from "./inventory-kit.ts";
import { move } from "./order-stock.ts";
import { stockErrors } from "./stock-errors.ts";

export type TakenBack = { readonly outcome: "taken-back" } | { readonly outcome: "exceeds-order" };

/**
 * Copies of a sold order are for sale again, once a return, and together never more than it was
 * sold. The hold stays locked until the end: returns of one order take turns.
 * Errors: STOCK_NOT_SOLD, STOCK_RETURN_REUSED.
 */
export async function takeBack(
  tx: InventoryTx,
  clock: Clock,
  { returnId, orderId, lines }: Return,
): Promise<TakenBack> {
  const hold = await lockHold(tx, orderId);
  const known = await findReturn(tx, returnId);
  if (known) {
    if (isDeepStrictEqual(known, { orderId, lines })) return { outcome: "taken-back" };
    throw stockErrors.STOCK_RETURN_REUSED({ returnId });
  }
  if (!hold || hold.state === "released") return { outcome: "exceeds-order" };
  // The order can be confirmed before its copies are booked out: whoever asks again is answered.
  if (hold.state !== "sold") throw stockErrors.STOCK_NOT_SOLD({ orderId });
  const rest = linesLeft(hold.lines, await findTakenBack(tx, orderId)) ?? [];
  if (!linesLeft(rest, lines)) return { outcome: "exceeds-order" };
  const at = clock.now();
  if (!(await insertReturn(tx, { returnId, orderId, lines, at }))) {
    throw stockErrors.STOCK_RETURN_REUSED({ returnId });
  }
  await move(tx, { lines, move: MOVES.takeBack, at });
  return { outcome: "taken-back" };
}
