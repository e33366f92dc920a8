import { SIMULATED_TOKENS } from "@quad/charge";
import type { Dice } from "./dice.ts";

/** What somebody does at the shop. Books are numbers: which they are, the campus decides. */
export type LoadStep = Checkout | Browse | Restock | LaterStep;

/** What happens to an order after it was placed: `of` is the key of its checkout. */
export type LaterStep = Cancellation | Shipment | Delivery | ReturnOfCopies;

export interface Checkout {
  readonly action: "checkout";
  readonly key: string;
  readonly lines: readonly { readonly book: number; readonly quantity: number }[];
  readonly token: string;
  /** The customer sends the request twice at once, as an impatient browser does. */
  readonly twice: boolean;
}

export interface Browse {
  readonly action: "browse";
  readonly page: "catalog" | "book" | "stock" | "search";
  readonly book: number;
}

export interface Restock {
  readonly action: "restock";
  readonly book: number;
  /** So many copies are counted in the house. */
  readonly onHand: number;
}

export interface Cancellation {
  readonly action: "cancel";
  readonly of: string;
}

export interface Shipment {
  readonly action: "ship";
  readonly of: string;
  readonly carrier: string;
}

export interface Delivery {
  readonly action: "deliver";
  readonly of: string;
}

export interface ReturnOfCopies {
  readonly action: "return";
  readonly of: string;
  readonly key: string;
  /** One copy, or all that are left. */
  readonly copies: "one" | "rest";
  readonly twice: boolean;
}

export const BOOKS = 24;
/** The first few are short all the time: their orders compete, and some are cancelled. */
export const SCARCE_BOOKS = 4;
/** Of all others there are enough for any run. */
export const PLENTY = 100_000;

/** What the provider does wrong; the others pay with `sim_ok`. */
const PROVIDER_FAULTS = [
  SIMULATED_TOKENS.declined,
  SIMULATED_TOKENS.timeout,
  SIMULATED_TOKENS.unavailable,
  SIMULATED_TOKENS.doubleAnswer,
  SIMULATED_TOKENS.late,
  SIMULATED_TOKENS.lateDecline,
  SIMULATED_TOKENS.refundFails,
];
const PROVIDER_FAULTS_PER_MILLE = 60;
const SCARCE_PER_MILLE = 250;
const TWO_LINES_PER_MILLE = 200;
const TWICE_PER_MILLE = 50;
const QUANTITY_MAX = 3;
const RESTOCK_MAX = 40;

export function drawLoad(
  action: Exclude<LoadStep, LaterStep>["action"],
  dice: Dice,
  key: string,
): LoadStep {
  switch (action) {
    case "checkout":
      return drawCheckout(dice, key);
    case "browse":
      return {
        action,
        page: dice.pick(["catalog", "book", "stock", "search"] as const),
        book: dice.roll(BOOKS),
      };
    case "restock":
      return { action, book: dice.roll(SCARCE_BOOKS), onHand: dice.roll(RESTOCK_MAX) };
    default:
      return action satisfies never;
  }
}

function drawCheckout(dice: Dice, key: string): Checkout {
  const isScarce = dice.perMille(SCARCE_PER_MILLE);
  const first = isScarce ? dice.roll(SCARCE_BOOKS) : dice.between(SCARCE_BOOKS, BOOKS - 1);
  const others = dice.perMille(TWO_LINES_PER_MILLE) ? [(first + dice.between(1, 5)) % BOOKS] : [];
  const lines = [first, ...others].map((book) => ({
    book,
    quantity: dice.between(1, QUANTITY_MAX),
  }));
  const isFaulty = dice.perMille(PROVIDER_FAULTS_PER_MILLE);
  return {
    action: "checkout",
    key,
    lines,
    token: isFaulty ? dice.pick(PROVIDER_FAULTS) : SIMULATED_TOKENS.ok,
    twice: dice.perMille(TWICE_PER_MILLE),
  };
}
