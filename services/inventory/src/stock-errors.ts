import { defineErrors } from "@quad/errors";

export const stockErrors = defineErrors({
  STOCK_NOT_FOUND: ["not-found", "There is no stock of book {bookId}."],
  STOCK_BELOW_RESERVED: [
    "conflict",
    "{reserved} copies are set aside for orders, so there cannot be {onHand}.",
  ],
  STOCK_NOT_SOLD: [
    "unavailable",
    "The copies of order {orderId} are not sold yet, so none can come back.",
  ],
  STOCK_RETURN_REUSED: ["conflict", "Return {returnId} is known for other copies."],
  STOCK_NOT_OPENED: [
    "unavailable",
    "Order {orderId} asks for books that inventory has not heard of yet: {bookIds}.",
  ],
});
