import type { Money } from "@quad/contracts";
import type { Payment } from "./payment.ts";

/** Money that goes back to a customer: plain data in, plain data out. */
export interface Refund {
  /** Of the return, or of the payment for all that was left of it. The provider's key, too. */
  readonly id: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly state: RefundState;
}

export type RefundState =
  /** The provider is being asked. After a crash nobody knows its answer: ask again, same key. */
  | { readonly status: "asked" }
  | { readonly status: "refunded" }
  /** The provider does not give it back, so a person has to: it counts as given. */
  | { readonly status: "failed"; readonly reason: string }
  /** More than was left: nothing was given back. */
  | { readonly status: "refused" };

/** What became of one that was asked for. */
export type RefundWord = Exclude<RefundState, { status: "asked" }>;

/** In minor units, what is neither given back nor about to be; null when nothing was taken. */
export function leftOf({ state, amount }: Payment, refunds: readonly Refund[]): number | null {
  if (state.status !== "received" && state.status !== "refunded") return null;
  const counted = refunds.filter((refund) => refund.state.status !== "refused");
  return counted.reduce((left, refund) => left - refund.amount.amount, amount.amount);
}

/** A refund of so much when so much is left. No provider gives back nothing, so that is done. */
export function openRefund(refund: Omit<Refund, "state">, left: number | null): Refund {
  const { amount } = refund.amount;
  if (left === null || amount > left) return { ...refund, state: { status: "refused" } };
  return { ...refund, state: { status: amount === 0 ? "refunded" : "asked" } };
}
