import { chargeErrors, type RefundOutcome, type RefundRequest } from "@quad/charge";
import type { Form } from "./stripe-api.ts";
import type { StripeBooks } from "./stripe-books.ts";
import { KEY_LASTS_MS, refusal, type StripeCapturing } from "./stripe-capture.ts";
import {
  instant,
  METADATA,
  type PaymentIntent,
  type StripeFault,
  type StripeRefund,
} from "./stripe-objects.ts";
import { outcomeOfRefund } from "./stripe-outcomes.ts";

export async function refundPayment(
  { api, books, clock }: StripeCapturing,
  request: RefundRequest,
): Promise<RefundOutcome> {
  const { idempotencyKey: key, captureId } = request;
  const intent = await books.intent(captureId);
  if (intent?.status !== "succeeded") throw chargeErrors.CHARGE_CAPTURE_UNKNOWN({ captureId });
  const earlier = await books.refundWithKey(captureId, key);
  if (earlier && clock.now().getTime() - instant(earlier.created).getTime() > KEY_LASTS_MS) {
    const isSame = request.amount === undefined || request.amount === earlier.amount;
    if (!isSame) throw chargeErrors.CHARGE_KEY_REUSED({ key });
    return outcomeOfRefund(earlier);
  }
  const answer = await api.post<StripeRefund>(
    "/v1/refunds",
    formOf(request, intent),
    `refund:${key}`,
  );
  switch (answer.kind) {
    case "done":
      // A repeated call gets the first answer again, although more may have happened since.
      return outcomeOfRefund(earlier ?? answer.object);
    case "refused":
      if (exceeds(answer.fault)) throw chargeErrors.CHARGE_REFUND_EXCEEDS({ captureId });
      throw refusal(answer.fault, key);
    case "unknown":
      return lookUp(books, request, answer.reason);
    default:
      return answer satisfies never;
  }
}

async function lookUp(
  books: StripeBooks,
  { captureId, idempotencyKey }: RefundRequest,
  reason: string,
): Promise<RefundOutcome> {
  const refund = await books.refundWithKey(captureId, idempotencyKey).catch(() => undefined);
  if (refund) return outcomeOfRefund(refund);
  throw chargeErrors.CHARGE_TIMEOUT({ reason });
}

/** The reference travels along, so that a notice of the refund can say it. */
function formOf(
  { idempotencyKey, captureId, amount, reason }: RefundRequest,
  { metadata }: PaymentIntent,
): Form {
  return {
    payment_intent: captureId,
    ...(amount !== undefined && { amount: String(amount) }),
    [`metadata[${METADATA.key}]`]: idempotencyKey,
    [`metadata[${METADATA.reference}]`]: metadata[METADATA.reference] ?? "",
    ...(reason !== undefined && { [`metadata[${METADATA.reason}]`]: reason }),
  };
}

/** There is a code for a charge that is refunded wholly, and none for asking too much. */
function exceeds({ code, type, param }: StripeFault): boolean {
  if (code === "charge_already_refunded") return true;
  return type === "invalid_request_error" && param === "amount";
}
