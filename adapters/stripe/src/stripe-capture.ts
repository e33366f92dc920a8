import {
  type CaptureFinding,
  type CaptureOutcome,
  type CaptureQuestion,
  type CaptureRequest,
  chargeErrors,
} from "@quad/charge";
import type { Clock } from "@quad/clock";
import type { Form, StripeApi } from "./stripe-api.ts";
import type { StripeBooks } from "./stripe-books.ts";
import { instant, METADATA, type PaymentIntent, type StripeFault } from "./stripe-objects.ts";
import { declined, isDecline, outcomeOfCharge, outcomeOfIntent } from "./stripe-outcomes.ts";

/** Stripe forgets an idempotency key after 24 hours; the books do not. One hour to be sure. */
export const KEY_LASTS_MS = 23 * 3_600_000;

/** A request that Stripe has not finished by then is lost; its own clients wait for 80 seconds. */
export const SETTLED_AFTER_MS = 120_000;

/** Without minor units, but Stripe wants them in hundredths: easily a hundred times too much. */
const CURRENCIES_REFUSED = new Set(["ISK", "UGX"]);

export interface StripeCapturing {
  readonly api: StripeApi;
  readonly books: StripeBooks;
  readonly clock: Clock;
}

export async function capturePayment(
  { api, books, clock }: StripeCapturing,
  request: CaptureRequest,
): Promise<CaptureOutcome> {
  const { idempotencyKey: key, reference, amount } = request;
  if (CURRENCIES_REFUSED.has(amount.currency)) {
    throw chargeErrors.CHARGE_INVALID({ reason: `it is in ${amount.currency}` });
  }
  const earlier = await books.chargeWithKey(reference, key);
  if (earlier && clock.now().getTime() - instant(earlier.created).getTime() > KEY_LASTS_MS) {
    const isSame =
      earlier.amount === amount.amount && earlier.currency === amount.currency.toLowerCase();
    if (!isSame) throw chargeErrors.CHARGE_KEY_REUSED({ key });
    return outcomeOfCharge(earlier);
  }
  const answer = await api.post<PaymentIntent>(
    "/v1/payment_intents",
    formOf(request),
    `capture:${key}`,
  );
  switch (answer.kind) {
    case "done":
      return isPending(answer.object)
        ? latest(books, request, answer.object)
        : outcomeOfIntent(answer.object);
    case "refused":
      if (isDecline(answer.fault)) return declined(answer.fault);
      throw refusal(answer.fault, key);
    case "unknown":
      return lookUp(books, request, answer.reason);
    default:
      return answer satisfies never;
  }
}

export async function findPayment(
  { books, clock }: StripeCapturing,
  { idempotencyKey, reference, calledAt }: CaptureQuestion,
): Promise<CaptureFinding> {
  // Before the books are read: what they show must be at least as new.
  const isSettled = clock.now().getTime() - calledAt.getTime() >= SETTLED_AFTER_MS;
  const charge = await books.chargeWithKey(reference, idempotencyKey);
  if (charge) return outcomeOfCharge(charge);
  return { status: isSettled ? "never" : "unknown" };
}

/** A repeated call gets the first answer again: pending, although it may be decided by now. */
async function latest(
  books: StripeBooks,
  { reference, idempotencyKey }: CaptureRequest,
  intent: PaymentIntent,
): Promise<CaptureOutcome> {
  const charge = await books.chargeWithKey(reference, idempotencyKey);
  return charge ? outcomeOfCharge(charge) : outcomeOfIntent(intent);
}

function isPending({ status }: PaymentIntent): boolean {
  return status === "processing";
}

/** The answer is lost, or was a fault of the server, which Stripe would repeat for ever. */
async function lookUp(
  books: StripeBooks,
  { reference, idempotencyKey }: CaptureRequest,
  reason: string,
): Promise<CaptureOutcome> {
  const charge = await books.chargeWithKey(reference, idempotencyKey).catch(() => undefined);
  if (charge) return outcomeOfCharge(charge);
  throw chargeErrors.CHARGE_TIMEOUT({ reason });
}

function formOf({ idempotencyKey, reference, amount, paymentToken }: CaptureRequest): Form {
  return {
    amount: String(amount.amount),
    currency: amount.currency.toLowerCase(),
    payment_method: paymentToken,
    "payment_method_types[]": "card",
    confirm: "true",
    // Nobody is there to approve it in a browser: then it is declined.
    error_on_requires_action: "true",
    // Charges can be listed by it.
    transfer_group: reference,
    [`metadata[${METADATA.key}]`]: idempotencyKey,
    [`metadata[${METADATA.reference}]`]: reference,
  };
}

/** What Stripe has refused without doing anything. */
export function refusal({ type, message = "it was refused" }: StripeFault, key: string): Error {
  if (type === "idempotency_error") return chargeErrors.CHARGE_KEY_REUSED({ key });
  return chargeErrors.CHARGE_INVALID({ reason: message });
}
