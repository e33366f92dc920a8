/** Tokens that every simulated provider understands; anything else is refused as CHARGE_INVALID. */
export const SIMULATED_TOKENS = {
  /** Captures. */
  ok: "sim_ok",
  /** Declines: card_declined. */
  declined: "sim_declined",
  /** Captures and refunds, but the first answers are lost: CHARGE_TIMEOUT. */
  timeout: "sim_timeout",
  /** CHARGE_UNAVAILABLE on the first two calls, then captures. */
  unavailable: "sim_unavailable",
  /** Ignores the idempotency key: captures again on every call, to see the safeguards fail. */
  doubleCharge: "sim_double_charge",
  /** Captures, and sends its notice twice. */
  doubleAnswer: "sim_double_answer",
  /** Pending; captured SIMULATED_DELAY_MS later. */
  late: "sim_late",
  /** Pending; declined SIMULATED_DELAY_MS later. */
  lateDecline: "sim_late_decline",
  /** Captures; a refund is CHARGE_UNAVAILABLE on the first two calls, then given back. */
  refundFails: "sim_refund_fails",
} as const;

/** From `pending` to the outcome: longer than any answer takes, short enough to watch. */
export const SIMULATED_DELAY_MS = 1_000;
