import { chargeErrors } from "./charge-errors.ts";
import { SIMULATED_DELAY_MS, SIMULATED_TOKENS } from "./simulated-tokens.ts";

/** What a simulated provider does at one call of `capture`. */
export interface SimulatedStep {
  /** `recall`: nothing new happens, the remembered outcome stands. */
  readonly effect: "capture" | "decline" | "recall" | "nothing";
  /** Until the effect shows; it is pending before. */
  readonly delayMs?: number;
  /** How many times its notice is sent, if not once. */
  readonly notices?: number;
  /** What the caller hears in place of the outcome, once the effect is on record. */
  readonly failure?: SimulatedFailure;
}

/** What a simulated provider does at one call of `refund`. */
export interface SimulatedRefundStep {
  readonly effect: "refund" | "recall" | "nothing";
  readonly failure?: SimulatedFailure;
}

export type SimulatedFailure = "CHARGE_TIMEOUT" | "CHARGE_UNAVAILABLE";

/** Why a simulated provider declines. */
export const SIMULATED_DECLINE = "card_declined";

const RECALL = { effect: "recall" } as const;
const CAPTURE = { effect: "capture" } as const;
const DECLINE = { effect: "decline" } as const;
const REFUND = { effect: "refund" } as const;
const AWAY = { effect: "nothing", failure: "CHARGE_UNAVAILABLE" } as const;
const ANSWER_LOST = { failure: "CHARGE_TIMEOUT" } as const;
const LATE = { delayMs: SIMULATED_DELAY_MS } as const;

/** What happens at the calls with one key; the last step is that of all later calls too. */
type Script<Step> = readonly [Step, ...Step[]];

const CAPTURES: Readonly<Record<string, Script<SimulatedStep>>> = {
  [SIMULATED_TOKENS.ok]: [CAPTURE, RECALL],
  [SIMULATED_TOKENS.declined]: [DECLINE, RECALL],
  [SIMULATED_TOKENS.timeout]: [{ ...CAPTURE, ...ANSWER_LOST }, RECALL],
  [SIMULATED_TOKENS.unavailable]: [AWAY, AWAY, CAPTURE, RECALL],
  [SIMULATED_TOKENS.doubleCharge]: [CAPTURE],
  [SIMULATED_TOKENS.doubleAnswer]: [{ ...CAPTURE, notices: 2 }, RECALL],
  [SIMULATED_TOKENS.late]: [{ ...CAPTURE, ...LATE }, RECALL],
  [SIMULATED_TOKENS.lateDecline]: [{ ...DECLINE, ...LATE }, RECALL],
  [SIMULATED_TOKENS.refundFails]: [CAPTURE, RECALL],
};

/** The token is that of the capture, the key and its calls are the refund's. */
const REFUNDS: Readonly<Record<string, Script<SimulatedRefundStep>>> = {
  [SIMULATED_TOKENS.timeout]: [{ ...REFUND, ...ANSWER_LOST }, RECALL],
  [SIMULATED_TOKENS.refundFails]: [AWAY, AWAY, REFUND, RECALL],
};
const USUAL_REFUND: Script<SimulatedRefundStep> = [REFUND, RECALL];

/**
 * What the token asks for at the nth call (from 1) with one idempotency key. Every simulated
 * provider keeps a ledger of its own and asks here what to do. Error: CHARGE_INVALID.
 */
export function simulate(paymentToken: string, call: number): SimulatedStep {
  const script = Object.hasOwn(CAPTURES, paymentToken) ? CAPTURES[paymentToken] : undefined;
  if (script) return stepOf(script, call);
  throw chargeErrors.CHARGE_INVALID({ reason: "its payment token is not a simulated one" });
}

/** The same for a refund of a capture that was paid with the token. */
export function simulateRefund(paymentToken: string, call: number): SimulatedRefundStep {
  return stepOf(REFUNDS[paymentToken] ?? USUAL_REFUND, call);
}

function stepOf<Step>(script: Script<Step>, call: number): Step {
  return script[Math.min(call, script.length) - 1] ?? script[0];
}
