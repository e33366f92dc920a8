import { type CaptureRequest, SIMULATED_TOKENS } from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";

/** What a simulated provider does at one call. */
export interface SimulatedStep {
  /** `recall`: nothing new happens, the remembered outcome stands. */
  readonly effect: "capture" | "decline" | "recall" | "nothing";
  /** What the caller hears in place of the outcome, once the effect is on record. */
  readonly failure?: "CHARGE_TIMEOUT" | "CHARGE_UNAVAILABLE";
}

/** Why a simulated provider declines. */
export const SIMULATED_DECLINE = "card_declined";

const UNAVAILABLE_CALLS = 2;

/**
 * What the token asks for at the nth call (from 1) with one idempotency key. Every simulated
 * provider keeps a ledger of its own and asks here what to do. Error: CHARGE_INVALID.
 */
export function simulate({ paymentToken }: CaptureRequest, call: number): SimulatedStep {
  const first = call === 1;
  switch (paymentToken) {
    case SIMULATED_TOKENS.ok:
      return { effect: first ? "capture" : "recall" };
    case SIMULATED_TOKENS.declined:
      return { effect: first ? "decline" : "recall" };
    case SIMULATED_TOKENS.timeout:
      return first ? { effect: "capture", failure: "CHARGE_TIMEOUT" } : { effect: "recall" };
    case SIMULATED_TOKENS.unavailable:
      if (call <= UNAVAILABLE_CALLS) return { effect: "nothing", failure: "CHARGE_UNAVAILABLE" };
      return { effect: call === UNAVAILABLE_CALLS + 1 ? "capture" : "recall" };
    case SIMULATED_TOKENS.doubleCharge:
      return { effect: "capture" };
    default:
      throw chargeErrors.CHARGE_INVALID({ reason: "its payment token is not a simulated one" });
  }
}
