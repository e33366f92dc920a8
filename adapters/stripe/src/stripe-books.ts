import { type Capture, chargeErrors } from "@quad/charge";
import type { StripeApi } from "./stripe-api.ts";
import {
  instant,
  METADATA,
  type PaymentIntent,
  type StripeCharge,
  type StripeRefund,
} from "./stripe-objects.ts";

/** The most that Stripe puts into one list. An order has a few charges at most. */
const LIST_LIMIT = "100";

interface List<T> {
  readonly data: readonly T[];
}

/** What Stripe has on record: lists are up to date at once, its search is not. */
export interface StripeBooks {
  /** Newest first, failed ones too. */
  chargesOf(reference: string): Promise<readonly StripeCharge[]>;
  /** What became of a key, if anything: of several charges the one that took money. */
  chargeWithKey(reference: string, idempotencyKey: string): Promise<StripeCharge | undefined>;
  refundWithKey(captureId: string, idempotencyKey: string): Promise<StripeRefund | undefined>;
  intent(captureId: string): Promise<PaymentIntent | undefined>;
  captures(reference: string): Promise<Capture[]>;
}

/** Errors of every call: CHARGE_UNAVAILABLE. */
export function stripeBooks({ get }: StripeApi): StripeBooks {
  async function list<T>(path: string, query: Readonly<Record<string, string>>) {
    const answer = await get<List<T>>(path, { ...query, limit: LIST_LIMIT });
    if (answer.kind === "done") return answer.object.data;
    throw chargeErrors.CHARGE_UNAVAILABLE({ reason: `it does not list ${path}` });
  }

  const chargesOf = (reference: string) =>
    list<StripeCharge>("/v1/charges", { transfer_group: reference });
  const refundsOf = (captureId: string) =>
    list<StripeRefund>("/v1/refunds", { payment_intent: captureId });

  async function captureOf(charge: StripeCharge, reference: string): Promise<Capture> {
    const captureId = charge.payment_intent ?? "";
    const refunds = charge.amount_refunded > 0 ? await refundsOf(captureId) : [];
    return {
      captureId,
      reference,
      amount: moneyOf(charge),
      capturedAt: instant(charge.created),
      refunds: refunds
        .filter(({ status }) => status === "succeeded")
        .map((refund) => ({
          refundId: refund.id,
          amount: moneyOf(refund),
          refundedAt: instant(refund.created),
        }))
        .toReversed(),
    };
  }

  return {
    chargesOf,
    async chargeWithKey(reference, idempotencyKey) {
      const charges = await chargesOf(reference);
      const mine = charges.filter(({ metadata }) => metadata[METADATA.key] === idempotencyKey);
      return mine.find(({ status }) => status !== "failed") ?? mine[0];
    },
    async refundWithKey(captureId, idempotencyKey) {
      const refunds = await refundsOf(captureId);
      return refunds.find(({ metadata }) => metadata[METADATA.key] === idempotencyKey);
    },
    async intent(captureId) {
      const answer = await get<PaymentIntent>(
        `/v1/payment_intents/${encodeURIComponent(captureId)}`,
      );
      return answer.kind === "done" ? answer.object : undefined;
    },
    async captures(reference) {
      const charges = await chargesOf(reference);
      const taken = charges.filter(({ status }) => status === "succeeded").toReversed();
      return Promise.all(taken.map((charge) => captureOf(charge, reference)));
    },
  };
}

function moneyOf({ amount, currency }: { amount: number; currency: string }) {
  return { amount, currency: currency.toUpperCase() };
}
