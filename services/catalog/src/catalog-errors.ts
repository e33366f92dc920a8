import { defineErrors } from "@quad/errors";

export const catalogErrors = defineErrors({
  BOOK_NOT_FOUND: ["not-found", "There is no book {id}."],
  BOOK_INVALID: ["invalid", "The book is not as it should be: {reason}."],
  ISBN_TAKEN: ["conflict", "Another book, {id}, has ISBN {isbn}."],
  VERSION_MISMATCH: [
    "conflict",
    "The book was changed by somebody else: you saw version {expected}, it is {actual} now.",
  ],
});
