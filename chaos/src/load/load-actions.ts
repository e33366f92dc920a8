import type { LoadStep } from "../plan/load-step.ts";
import { browse } from "./browse.ts";
import { checkout } from "./checkout.ts";
import type { ClientLog } from "./client-log.ts";
import { restock } from "./restock.ts";
import type { ShopClient } from "./shop-client.ts";

/** What an action of a customer has at hand. */
export interface Customer {
  readonly shop: ShopClient;
  /** Ids by the numbers of the plan. */
  readonly books: readonly string[];
  readonly log: ClientLog;
}

/** Every action of the load: one file each. */
const ACTIONS: { [Name in LoadStep["action"]]: Action<Extract<LoadStep, { action: Name }>> } = {
  checkout,
  browse,
  restock,
};
type Action<Of> = (customer: Customer, step: Of) => Promise<void>;

export function perform(customer: Customer, step: LoadStep): Promise<void> {
  return (ACTIONS[step.action] as Action<LoadStep>)(customer, step);
}

/** The id of a book of the plan. */
export function bookIdOf({ books }: Customer, book: number): string {
  return books[book % books.length] ?? "";
}
