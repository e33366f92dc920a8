import { type Static, Type } from "typebox";
import { defineOperation } from "../define-operation.ts";
import { Id } from "../money.ts";

/** Copies of one book that the house has room for. */
export const HOUSE_COPIES_MAX = 1_000_000;

const StockView = Type.Object({
  bookId: Type.String(),
  onHand: Type.Integer(),
  reserved: Type.Integer(),
  available: Type.Integer(),
  sold: Type.Integer(),
  updatedAt: Type.String(),
});

const BookId = Type.Object({ id: Id });
const inventory = { owner: "inventory", who: "anyone" } as const;

/** The public HTTP of inventory. */
export const inventoryHttp = {
  readStock: defineOperation({
    ...inventory,
    name: "inventory.read-stock",
    method: "GET",
    path: "/api/inventory/books/:id",
    summary: "The copies of a book",
    params: BookId,
    answer: StockView,
    refusals: ["STOCK_NOT_FOUND"],
  }),
  countStock: defineOperation({
    ...inventory,
    name: "inventory.count-stock",
    method: "PUT",
    path: "/api/inventory/books/:id",
    summary: "Set how many copies are in the house",
    params: BookId,
    body: Type.Object({ onHand: Type.Integer({ minimum: 0, maximum: HOUSE_COPIES_MAX }) }),
    answer: StockView,
    refusals: ["STOCK_NOT_FOUND", "STOCK_BELOW_RESERVED"],
  }),
};

export type StockView = Static<typeof StockView>;
