import { defineErrors } from "@quad/errors";

export const stockErrors = defineErrors({
  STOCK_NOT_FOUND: ["not-found", "There is no stock of book {bookId}."],
  STOCK_BELOW_RESERVED: [
    "conflict",
    "{reserved} copies are set aside for orders, so there cannot be {onHand}.",
  ],
  STOCK_NOT_OPENED: [
    "unavailable",
    "Order {orderId} asks for books that inventory has not heard of yet: {bookIds}.",
  ],
});
