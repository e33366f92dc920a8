import type { ChargeNotice } from "@quad/charge";
import {
  instant,
  METADATA,
  type PaymentIntent,
  type StripeEvent,
  type StripeRefund,
} from "./stripe-objects.ts";
import { outcomeOfIntent, outcomeOfRefund } from "./stripe-outcomes.ts";

/** What an event says in the words of the port; undefined when it is about something else. */
export function noticeOf(event: StripeEvent): ChargeNotice | undefined {
  switch (event.type) {
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
      return captureNotice(event, event.data.object as PaymentIntent);
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return refundNotice(event, event.data.object as StripeRefund);
    default:
      return undefined;
  }
}

/** Payments of the same account that Quad did not make have no key of Quad's. */
function headOf({ id, created }: StripeEvent, { metadata }: Pick<PaymentIntent, "metadata">) {
  const { [METADATA.key]: idempotencyKey, [METADATA.reference]: reference } = metadata;
  if (idempotencyKey === undefined || reference === undefined) return;
  return { noticeId: id, idempotencyKey, reference, at: instant(created) };
}

function captureNotice(event: StripeEvent, intent: PaymentIntent): ChargeNotice | undefined {
  const head = headOf(event, intent);
  const outcome = outcomeOfIntent(intent);
  if (!head || outcome.status === "pending") return undefined;
  const { status: kind, ...details } = outcome;
  return { ...head, kind, ...details } as ChargeNotice;
}

function refundNotice(event: StripeEvent, refund: StripeRefund): ChargeNotice | undefined {
  const head = headOf(event, refund);
  const captureId = refund.payment_intent;
  const outcome = outcomeOfRefund(refund);
  if (!head || captureId === null || outcome.status === "pending") return undefined;
  const about = { ...head, captureId, refundId: refund.id };
  if (outcome.status === "refunded") return { ...about, kind: "refunded" };
  return { ...about, kind: "refund-failed", reason: outcome.reason };
}
