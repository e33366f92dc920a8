import {
  type CaptureRequest,
  type Charge,
  type ChargeSupports,
  type NoticeDelivery,
  SIMULATED_TOKENS,
} from "@quad/charge";
import { type Check, type Place, type Stage, testId } from "@quad/testkit";
import type { NoticeInbox } from "./notice-inbox.ts";

/** Where the suite meets an adapter: a fresh place for every check. */
export interface ChargePlace extends Place {
  /**
   * A provider, not started yet. Where it is durable all providers of a place share one ledger: a
   * second one is another process, or what comes after a crash of the first.
   */
  open(): Charge;
  /** Where the provider's notices arrive while one of the place runs. */
  readonly inbox: NoticeInbox;
  /** A body with the signature that the provider would have given it then. */
  sign(body: string, at: Date): NoticeDelivery;
  /** What the provider takes at most, if less than any safe integer. */
  readonly amountMax?: number;
}

export type ChargeStage = Stage<ChargePlace>;
export type ChargeCheck = Check<ChargeStage, keyof ChargeSupports>;

/** A request that captures, under a key and for a reference of its own. */
export function requestFor(changes: Partial<CaptureRequest> = {}): CaptureRequest {
  return {
    idempotencyKey: `key-${testId()}`,
    reference: `order-${testId()}`,
    amount: { amount: 1299, currency: "EUR" },
    paymentToken: SIMULATED_TOKENS.ok,
    ...changes,
  };
}

/** Captures; the capture's id. */
export async function captured(charge: Charge, request: CaptureRequest): Promise<string> {
  const outcome = await charge.capture(request);
  if (outcome.status !== "captured") throw new Error(`Not captured but ${outcome.status}.`);
  return outcome.captureId;
}
