import type { Money } from "@quad/contracts";

/** The payment for one order: plain data in, plain data out. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly amount: Money;
  /** Stands for the customer's means of payment; never a card number. */
  readonly paymentToken: string;
  /** How whoever wants to know hears what came of it: an event, or the answer to a call. */
  readonly toldBy: "event" | "answer";
  readonly state: PaymentState;
}

export type PaymentState =
  /** The order is placed; its copies are not set aside yet. */
  | { readonly status: "expected" }
  /** The order was refunded before anything was taken, so nothing is taken any more. */
  | { readonly status: "void" }
  /** The provider is being asked. After a crash nobody knows its answer: ask again, same key. */
  | { readonly status: "charging" }
  | { readonly status: "received"; readonly captureId: string | null }
  | { readonly status: "declined"; readonly reason: string }
  | { readonly status: "refunded"; readonly captureId: string | null };

/** What the provider's word makes of a payment. */
export type Settled = Extract<PaymentState, { status: "received" | "declined" }>;

/** What the provider says; `invalid` when it does not understand the token. */
export type Outcome =
  | { readonly status: "captured"; readonly captureId: string }
  | { readonly status: "declined"; readonly reason: string }
  | { readonly status: "invalid" };

/** True while the provider's word decides: afterwards it changes nothing any more. */
export function isOpen({ status }: PaymentState): boolean {
  return status === "expected" || status === "charging";
}

/** True when the provider believes that money was taken and the books do not, or the reverse. */
export function contradicts(word: Settled, { status }: PaymentState): boolean {
  return (word.status === "received") !== (status === "received" || status === "refunded");
}

/** True for the payment of an order that costs nothing: no provider takes a charge of zero. */
export function isFree({ amount }: Payment): boolean {
  return amount.amount === 0;
}

export function settle(outcome: Outcome): Settled {
  switch (outcome.status) {
    case "captured":
      return { status: "received", captureId: outcome.captureId };
    case "declined":
      return { status: "declined", reason: outcome.reason };
    case "invalid":
      return { status: "declined", reason: "invalid_payment_token" };
    default:
      return outcome satisfies never;
  }
}
