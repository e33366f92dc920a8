import type { Lifecycle } from "@quad/lifecycle";

/**
 * A payment provider. `capture` takes money once per idempotency key, however often it is called:
 * a repeated call with the same key and the same request answers what the first one answered.
 */
export interface Charge extends Lifecycle {
  readonly supports: ChargeSupports;
  /**
   * Errors: CHARGE_NOT_RUNNING, CHARGE_UNAVAILABLE (nothing was charged),
   * CHARGE_TIMEOUT (the outcome is unknown: call again with the same key),
   * CHARGE_KEY_REUSED (same key, other request), CHARGE_INVALID.
   * A declined card is an answer, not an error.
   */
  capture(request: CaptureRequest): Promise<CaptureOutcome>;
  /** All captures of a reference, oldest first: what the provider itself believes happened. */
  captures(reference: string): Promise<Capture[]>;
}

export interface ChargeSupports {
  /** Remembers idempotency keys and captures beyond the process. */
  readonly durable: boolean;
  /** No money moves: outcomes are chosen by the payment token. */
  readonly simulated: boolean;
}

export interface CaptureRequest {
  readonly idempotencyKey: string;
  /** What the money is for, such as the id of an order. */
  readonly reference: string;
  readonly amount: Money;
  /** Stands for the customer's means of payment; never a card number. */
  readonly paymentToken: string;
}

/** `amount` in minor units (cents), a positive integer; `currency` an ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export type CaptureOutcome =
  | { readonly status: "captured"; readonly captureId: string }
  | { readonly status: "declined"; readonly reason: string };

export interface Capture {
  readonly captureId: string;
  readonly reference: string;
  readonly amount: Money;
  readonly capturedAt: Date;
}

/** Tokens that every simulated provider understands; anything else is refused as CHARGE_INVALID. */
export const SIMULATED_TOKENS = {
  /** Captures. */
  ok: "sim_ok",
  /** Declines: card_declined. */
  declined: "sim_declined",
  /** Captures, but the first answer is lost: CHARGE_TIMEOUT, then captured on the next call. */
  timeout: "sim_timeout",
  /** CHARGE_UNAVAILABLE on the first two calls, then captures. */
  unavailable: "sim_unavailable",
  /** Ignores the idempotency key: captures again on every call, to see the safeguards fail. */
  doubleCharge: "sim_double_charge",
} as const;
