import {
  type Charge,
  type ChargeSupports,
  chargeErrors,
  checkCapture,
  checkNoticeSignature,
  checkQuestion,
  checkRefund,
} from "@quad/charge";
import type { Clock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import { stripeAddress } from "./stripe-address.ts";
import { stripeApi } from "./stripe-api.ts";
import { stripeBooks } from "./stripe-books.ts";
import { capturePayment, findPayment } from "./stripe-capture.ts";
import { stripeErrors } from "./stripe-errors.ts";
import { noticeOf } from "./stripe-notice.ts";
import { refundPayment } from "./stripe-refunding.ts";

export interface StripeChargeOptions {
  /** `stripe:`, or another server of that shape; see `stripe-address.ts`. No secret is in it. */
  readonly url: string;
  /** Of the account: `sk_…` or, better, a restricted key `rk_…`. */
  readonly apiKey: string;
  /** Of the webhook endpoint: `whsec_…`. */
  readonly noticeSecret: string;
  readonly clock: Clock;
  /** For Stripe to answer one request; the outcome is unknown then. */
  readonly answerWithinMs?: number;
}

const SUPPORTS: ChargeSupports = Object.freeze({ durable: true, simulated: false });

/** Less than the payments service waits, so that it hears what is known. */
const ANSWER_WITHIN_MS = 8_000;

/**
 * Payments by Stripe: a capture is a payment intent that is confirmed at once, a notice a webhook.
 * The ledger is Stripe's; nothing is kept here. Error of `start`: STRIPE_SETTING_INVALID.
 */
export function stripeCharge(options: StripeChargeOptions): Charge {
  const { url, apiKey, noticeSecret, clock, answerWithinMs = ANSWER_WITHIN_MS } = options;
  const api = stripeApi({ address: stripeAddress(url), apiKey, clock, answerWithinMs });
  const books = stripeBooks(api);
  const calls = new Set<Promise<unknown>>();

  const lifecycle = managed({
    async start() {
      if (apiKey === "") throw missing("its API key");
      if (noticeSecret === "") throw missing("the signing secret of its webhooks");
      // A list of them would make every signature wrong, and nobody would know why.
      if (/[\s,;]/.test(noticeSecret)) {
        const reason = "the signing secret of its webhooks must be one, without spaces";
        throw stripeErrors.STRIPE_SETTING_INVALID({ reason });
      }
    },
    async stop() {
      await Promise.allSettled(calls);
    },
  });
  const needRunning = () => {
    if (lifecycle.state !== "running") throw chargeErrors.CHARGE_NOT_RUNNING();
  };

  /** A stop waits for it. */
  async function underWay<T>(call: Promise<T>): Promise<T> {
    calls.add(call);
    return call.finally(() => calls.delete(call));
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async capture(request) {
      needRunning();
      checkCapture(request);
      return underWay(capturePayment({ api, books, clock }, request));
    },
    async find(question) {
      needRunning();
      checkQuestion(question);
      return underWay(findPayment({ api, books, clock }, question));
    },
    async refund(request) {
      needRunning();
      checkRefund(request);
      return underWay(refundPayment({ api, books, clock }, request));
    },
    async captures(reference) {
      needRunning();
      return underWay(books.captures(reference));
    },
    async readNotice({ body, headers }) {
      needRunning();
      const header = headers["stripe-signature"];
      checkNoticeSignature({ header, body, secret: noticeSecret, now: clock.now() });
      return noticeOf(JSON.parse(body));
    },
  };
}

function missing(what: string): Error {
  return stripeErrors.STRIPE_SETTING_INVALID({ reason: `${what} is missing` });
}
