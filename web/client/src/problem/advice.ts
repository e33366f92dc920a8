import type { Problem } from "../api/problem-error.ts";

/** What a person can do about a problem, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  NO_ANSWER: "Check that the campus is running and that you are online, then try again.",
  BOOK_NOT_FOUND: "It may have been taken out of the catalogue. Look for another.",
  BOOK_UNKNOWN: "Take the books that are no longer sold out of your cart, then order again.",
  BOOK_INVALID: "Correct the book, then save it again.",
  CART_ALREADY_ORDERED: "Look at that order before you place another.",
  CURRENCIES_MIXED: "Order the books of each currency by themselves.",
  IDEMPOTENCY_KEY_REUSED: "Look at that order before you place another.",
  ISBN_TAKEN: "Check the number, or edit the other book.",
  ORDER_NOT_FOUND: "Check that the address of this page is complete.",
  ORDER_NOT_CANCELLABLE: "Once it has arrived, its copies can be sent back for their price.",
  ORDER_NOT_DELIVERABLE: "Look at the order as it stands now.",
  ORDER_NOT_RETURNABLE: "Look at the order as it stands now.",
  ORDER_NOT_SHIPPABLE: "Look at the order as it stands now.",
  ORDER_NOT_YET: "Choose a later moment.",
  ORDER_TOO_DEAR: "Split it into several orders.",
  RETURN_EXCEEDS_ORDER: "Send back fewer copies.",
  TOTAL_CHANGED: "Look at what it comes to now, then order it.",
  REQUEST_INVALID: "Correct what is marked, then try again.",
};

/** What to do next, in a sentence. */
export function adviceOn({ code, status }: Problem): string {
  const advice = ADVICE[code];
  if (advice) return advice;
  if (status >= 500) return "This is our fault, not yours. Try again in a moment.";
  return "Try again; if it stays so, its code tells the campus’s engineers what happened.";
}
