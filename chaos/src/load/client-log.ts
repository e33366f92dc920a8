import type { Checkout } from "../plan/load-step.ts";

/** What the customers of a run know. */
export interface ClientLog {
  /** By their keys. */
  readonly checkouts: Map<string, CheckoutRecord>;
  /** What was wished of orders later on. */
  readonly actions: ActionRecord[];
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

export type OrderAction = "cancel" | "ship" | "deliver" | "return";

export interface ActionRecord {
  readonly action: OrderAction;
  readonly orderId: string;
  /** Of a return. */
  readonly items: readonly Count[];
  /** Unknown when there was no answer until the end, or a refusal when it was asked again. */
  readonly outcome: "accepted" | "refused" | "unknown";
}

export interface Count {
  readonly bookId: string;
  readonly quantity: number;
}

export interface RestockRecord {
  readonly bookId: string;
  readonly onHand: number;
}

export function clientLog(): ClientLog {
  return {
    checkouts: new Map(),
    actions: [],
    restocks: [],
    browses: { asked: 0, answered: 0 },
    surprises: [],
  };
}
