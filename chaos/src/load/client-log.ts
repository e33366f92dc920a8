import type { Checkout } from "../plan/load-step.ts";

/** What the customers of a run know. */
export interface ClientLog {
  readonly checkouts: CheckoutRecord[];
  readonly restocks: RestockRecord[];
  /** Pages that were asked for, and how many of them had an answer. */
  readonly browses: { asked: number; answered: number };
  /** Definite answers that no customer should get. */
  readonly surprises: string[];
}

export interface CheckoutRecord {
  readonly checkout: Checkout;
  readonly bookIds: readonly string[];
  readonly sentAt: Date;
  /** The orders that the campus says it placed: one, however often it was asked. */
  readonly orderIds: readonly string[];
}

export interface RestockRecord {
  readonly bookId: string;
  readonly onHand: number;
}

export function clientLog(): ClientLog {
  return { checkouts: [], restocks: [], browses: { asked: 0, answered: 0 }, surprises: [] };
}
