import type { ClientLog } from "./client-log.ts";
import type { ShopClient } from "./shop-client.ts";

/** What an action of a customer has at hand. */
export interface Customer {
  readonly shop: ShopClient;
  /** Ids by the numbers of the plan. */
  readonly books: readonly string[];
  readonly log: ClientLog;
}

/** The id of a book of the plan. */
export function bookIdOf({ books }: Customer, book: number): string {
  return books[book % books.length] ?? "";
}
