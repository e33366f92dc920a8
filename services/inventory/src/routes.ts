import { Id } from "@quad/contracts";
import { routesOf } from "@quad/http";
import { Type } from "typebox";
import { announceLevel } from "./announce-level.ts";
import { recount } from "./domain/stock.ts";
import { stockErrors } from "./stock-errors.ts";
import { findStock, type InventoryKit, lockStock, saveStock } from "./stock-store.ts";
import { COPIES_MAX, StockView, viewStock } from "./stock-view.ts";

const route = routesOf<InventoryKit>();
const BookId = Type.Object({ id: Id }, { additionalProperties: false });
const Count = Type.Object(
  { onHand: Type.Integer({ minimum: 0, maximum: COPIES_MAX }) },
  { additionalProperties: false },
);

/** The public HTTP of inventory. */
export const routes = [
  route({
    method: "GET",
    path: "/api/inventory/books/:id",
    summary: "The copies of a book",
    who: "anyone",
    params: BookId,
    answer: StockView,
    refusals: ["STOCK_NOT_FOUND"],
    handle: ({ kit, params }) => readStock(kit, params.id),
  }),
  route({
    method: "PUT",
    path: "/api/inventory/books/:id",
    summary: "Set how many copies are in the house",
    who: "anyone",
    params: BookId,
    body: Count,
    answer: StockView,
    refusals: ["STOCK_NOT_FOUND", "STOCK_BELOW_RESERVED"],
    handle: async ({ kit, params: { id: bookId }, body: { onHand } }) => {
      await kit.database.transaction(async (tx) => {
        const before = await lockStock(tx, bookId);
        if (!before) throw stockErrors.STOCK_NOT_FOUND({ bookId });
        const after = recount(before, onHand);
        if (after === before) return;
        await saveStock(tx, after, kit.clock.now());
        announceLevel(tx, after);
      });
      return readStock(kit, bookId);
    },
  }),
];

async function readStock({ database }: InventoryKit, bookId: string) {
  const found = await findStock(database.sql, bookId);
  if (!found) throw stockErrors.STOCK_NOT_FOUND({ bookId });
  return viewStock(found);
}
