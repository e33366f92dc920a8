import type { CaptureOutcome, RefundOutcome } from "@quad/charge";
import type { PaymentIntent, StripeCharge, StripeFault, StripeRefund } from "./stripe-objects.ts";

/**
 * Why a card was declined, as far as its owner may know: Stripe's `decline_code` says more, and is
 * not meant to be shown, for example to whoever pays with a stolen card.
 */
export function declined({ code }: { readonly code?: string | null | undefined }): CaptureOutcome {
  return { status: "declined", reason: code ?? "card_declined" };
}

export function outcomeOfIntent(intent: PaymentIntent): CaptureOutcome {
  switch (intent.status) {
    case "succeeded":
      return { status: "captured", captureId: intent.id };
    case "processing":
      return { status: "pending" };
    default:
      // It waits for another card or for its owner, and nobody will ask them.
      return declined({ code: intent.last_payment_error?.code ?? intent.status });
  }
}

export function outcomeOfCharge(charge: StripeCharge): CaptureOutcome {
  switch (charge.status) {
    case "succeeded":
      return { status: "captured", captureId: charge.payment_intent ?? "" };
    case "pending":
      return { status: "pending" };
    default:
      return declined({ code: charge.failure_code });
  }
}

export function outcomeOfRefund(refund: StripeRefund): RefundOutcome {
  switch (refund.status) {
    case "succeeded":
      return { status: "refunded", refundId: refund.id };
    case "failed":
    case "canceled":
      return { status: "failed", reason: refund.failure_reason ?? refund.status };
    default:
      return { status: "pending", refundId: refund.id };
  }
}

/** One of the cards that decline, or a payment that its owner must approve: an answer. */
export function isDecline({ type }: StripeFault): boolean {
  return type === "card_error";
}
