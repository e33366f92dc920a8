import type { Lifecycle } from "@quad/lifecycle";
import type { ChargeNotice, NoticeDelivery } from "./notice.ts";

/**
 * A payment provider. `capture` takes money and `refund` gives it back, each once per idempotency
 * key, however often it is called: a repeated call with the same key and the same request answers
 * what the first one answered, or what has become of it since. Captures and refunds have keys of
 * their own: one key may stand for one of each.
 *
 * Errors of every call: CHARGE_NOT_RUNNING; CHARGE_INVALID; CHARGE_UNAVAILABLE (this call has done
 * nothing: call again later). Of `capture` and `refund` also CHARGE_KEY_REUSED (same key, other
 * request) and CHARGE_TIMEOUT (nobody knows what has happened: call again with the same key and the
 * same request, or ask `find`; never capture with another key before `find` said `never`).
 */
export interface Charge extends Lifecycle {
  readonly supports: ChargeSupports;
  /** A declined card is an answer, not an error. */
  capture(request: CaptureRequest): Promise<CaptureOutcome>;
  /**
   * What became of a capture whose answer was lost. It takes nothing and changes nothing. It
   * speaks of the calls that began at `calledAt` or before and have ended for their caller, with
   * an answer, an error or the death of its process; one that is still under way may yet capture.
   */
  find(question: CaptureQuestion): Promise<CaptureFinding>;
  /**
   * Gives back a capture, or a part of it. All refunds of a capture together never exceed it:
   * CHARGE_REFUND_EXCEEDS, and nothing is given back; take another key for another amount.
   * Error: CHARGE_CAPTURE_UNKNOWN.
   */
  refund(request: RefundRequest): Promise<RefundOutcome>;
  /**
   * All captures of a reference with their refunds, both oldest first: what the provider itself
   * believes happened. What is pending, declined or failed is not among them.
   */
  captures(reference: string): Promise<Capture[]>;
  /**
   * Reads what the provider sent on its own accord. A notice whose signature is not the
   * provider's, or was made more than NOTICE_TOLERANCE_MS from now, is refused, so that nobody can
   * invent one or send an old one again: CHARGE_NOTICE_INVALID. Answers undefined for a genuine
   * one that is about nothing the port knows: take it, and forget it.
   *
   * Every outcome is told by a notice where the provider knows whom to send them to. A notice may
   * come before the answer to the call, late, out of order, and more than once.
   */
  readNotice(delivery: NoticeDelivery): Promise<ChargeNotice | undefined>;
}

export interface ChargeSupports {
  /** Remembers idempotency keys, captures and refunds beyond the process. */
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
  | { readonly status: "declined"; readonly reason: string }
  /** Not decided yet. A notice will tell; so will `find`, and `capture` with the same key. */
  | { readonly status: "pending" };

export interface CaptureQuestion {
  readonly idempotencyKey: string;
  /** The one that the capture was for. */
  readonly reference: string;
  /** When `capture` was last called with the key. */
  readonly calledAt: Date;
}

export type CaptureFinding =
  | CaptureOutcome
  /** Definite: the calls have taken nothing and will take nothing. Another key is safe now. */
  | { readonly status: "never" }
  /** Nothing found, but it is too early for `never`: ask again later. */
  | { readonly status: "unknown" };

export interface RefundRequest {
  readonly idempotencyKey: string;
  readonly captureId: string;
  /** In minor units of the capture's currency; when left out, all that is left of the capture. */
  readonly amount?: number;
  /** For the people who read the provider's books. */
  readonly reason?: string;
}

export type RefundOutcome =
  | { readonly status: "refunded"; readonly refundId: string }
  /** On its way; a notice will tell. */
  | { readonly status: "pending"; readonly refundId: string }
  /** For good: the money stays where it is until somebody pays it back in another way. */
  | { readonly status: "failed"; readonly reason: string };

export interface Capture {
  readonly captureId: string;
  readonly reference: string;
  readonly amount: Money;
  readonly capturedAt: Date;
  readonly refunds: readonly Refund[];
}

export interface Refund {
  readonly refundId: string;
  readonly amount: Money;
  readonly refundedAt: Date;
}
