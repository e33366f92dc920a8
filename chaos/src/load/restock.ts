import type { Restock } from "../plan/load-step.ts";
import { bookIdOf, type Customer } from "./customer.ts";

/** More copies are set aside than were counted: the count is refused. */
const REFUSED = 409;

/** Somebody counts the copies in the house and says so. */
export async function restock(customer: Customer, { book, onHand }: Restock): Promise<void> {
  const { shop, log } = customer;
  const bookId = bookIdOf(customer, book);
  // Before it is asked for: an answer that is lost may have had its effect.
  log.restocks.push({ bookId, onHand });
  const path = `/api/inventory/books/${bookId}`;
  const answer = await shop.definite({ method: "PUT", path, body: { onHand } });
  if (!answer || answer.status === 200 || answer.status === REFUSED) return;
  log.surprises.push(`PUT ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
