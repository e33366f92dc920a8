import { defineErrors } from "@quad/errors";

export const cartErrors = defineErrors({
  CART_EXPIRED: ["gone", "The cart was left alone too long: forget it and start a new one."],
  CART_COOKIE_INVALID: ["invalid", "The cookie of the cart was not made here: forget the cart."],
  CART_FULL: ["conflict", "A cart holds {max} different books."],
  CART_BOOK_NOT_FOUND: ["not-found", "Book {bookId} is not for sale."],
});
