import { defineErrors } from "@quad/errors";

export const orderErrors = defineErrors({
  ORDER_NOT_FOUND: ["not-found", "There is no order {id}."],
  ORDER_NOT_YET: ["not-found", "Order {id} had not got as far as {moment}."],
  ORDER_MOMENT_AMBIGUOUS: ["invalid", "Ask for an instant or for a version, not for both."],
  ORDER_NOT_CANCELLABLE: ["conflict", "Order {id} cannot be cancelled any more: {why}."],
  ORDER_NOT_SHIPPABLE: ["conflict", "Order {id} cannot be shipped: {why}."],
  ORDER_NOT_DELIVERABLE: ["conflict", "Order {id} cannot be delivered: {why}."],
  ORDER_NOT_RETURNABLE: ["conflict", "Nothing of order {id} can be returned: {why}."],
  ORDER_NOT_PAID: ["conflict", "Order {id} is not paid, so it cannot be confirmed."],
  ORDER_NOT_REFUNDED: ["conflict", "The money for order {id} has to go back before it ends."],
  RETURN_EXCEEDS_ORDER: [
    "conflict",
    "Of book {bookId}, order {id} has {left} copies left to return.",
  ],
  BOOK_UNKNOWN: ["invalid", "Some of these books are not for sale: {bookIds}."],
  BOOK_REPEATED: ["invalid", "A book is listed twice; use its quantity instead."],
  CURRENCIES_MIXED: ["invalid", "One order has one currency, not {currencies}."],
  TOTAL_CHANGED: ["conflict", "What was shown has changed since: the order now costs {now}."],
  CART_ALREADY_ORDERED: ["conflict", "This cart was ordered already, as order {orderId}."],
  ORDER_TOO_DEAR: ["invalid", "An order is limited to {max} minor units."],
});
