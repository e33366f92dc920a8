import type { Browse } from "../plan/load-step.ts";
import { bookIdOf, type Customer } from "./customer.ts";

/** Looks at a page. During faults it may fail; what it says must make sense. */
export async function browse(customer: Customer, { page, book }: Browse): Promise<void> {
  const { shop, log } = customer;
  const id = bookIdOf(customer, book);
  const path = {
    catalog: "/api/catalog/books?limit=20",
    book: `/api/catalog/books/${id}`,
    stock: `/api/inventory/books/${id}`,
    search: "/api/catalog/books?q=the&limit=5",
  }[page];
  log.browses.asked++;
  const answer = await shop.once({ method: "GET", path });
  if (!answer || answer.status >= 500) return;
  log.browses.answered++;
  if (answer.status !== 200) log.surprises.push(`GET ${path}: ${answer.status}`);
}
