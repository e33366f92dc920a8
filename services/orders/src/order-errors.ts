import { defineErrors } from "@quad/errors";

export const orderErrors = defineErrors({
  ORDER_NOT_FOUND: ["not-found", "There is no order {id}."],
  BOOK_UNKNOWN: ["invalid", "Some of these books are not for sale: {bookIds}."],
  BOOK_REPEATED: ["invalid", "A book is listed twice; use its quantity instead."],
  CURRENCIES_MIXED: ["invalid", "One order has one currency, not {currencies}."],
  ORDER_TOO_DEAR: ["invalid", "An order is limited to {max} minor units."],
});
