import { randomUUID } from "node:crypto";
import type { Clock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import type {
  Capture,
  CaptureOutcome,
  CaptureRequest,
  Charge,
  RefundOutcome,
  RefundRequest,
} from "../src/charge.ts";
import type { ChargeNotice, NoticeDelivery } from "../src/notice.ts";
import {
  readSimulatedNotice,
  signSimulatedNotice,
  writeSimulatedNotice,
} from "../src/simulated-notice.ts";

/** Where a campus finds it: the value of `QUAD_CHARGE`. */
export const MANUAL_CHARGE: string = new URL(import.meta.url).href;

export const MANUAL_TOKENS = {
  /** Captures; a refund is pending until the test decides it. */
  ok: "manual_ok",
  /** Pending whenever it is asked; only a notice tells what the test has decided. */
  late: "manual_late",
  /** The answer is given when the test lets it go. */
  slow: "manual_slow",
} as const;

/** A provider in a test's hand: it decides, answers and tells when the test says so. */
export interface ManualCharge extends Charge {
  /** How often a capture was asked for. */
  asked(reference: string): number;
  /** Decides a capture; the notice of it, signed and not sent. */
  decide(reference: string, kind: "captured" | "declined"): NoticeDelivery;
  /** Lets the answers to the captures of a reference go. */
  answer(reference: string): void;
  /** Decides a refund by its key; the notice of it. */
  decideRefund(key: string, kind: "refunded" | "refund-failed"): NoticeDelivery;
}

interface Held {
  readonly request: CaptureRequest;
  readonly captureId: string;
  readonly answered: PromiseWithResolvers<void>;
  calls: number;
  outcome: CaptureOutcome;
  capturedAt?: Date;
}

interface HeldRefund {
  readonly request: RefundRequest;
  readonly refundId: string;
  outcome: RefundOutcome;
  refundedAt: Date | undefined;
}

const REASON = "card_declined";

/** What `QUAD_CHARGE=file:…` asks this module for. */
export async function open(context: {
  readonly clock: Clock;
  secret(purpose: string): string;
}): Promise<ManualCharge> {
  return manualCharge(context.clock, context.secret("notices"));
}

function manualCharge(clock: Clock, secret: string): ManualCharge {
  const held = new Map<string, Held>();
  const refunds = new Map<string, HeldRefund>();
  const { start, stop } = managed({ start: async () => {}, stop: async () => {} });
  const ofReference = (reference: string) =>
    [...held.values()].filter(({ request }) => request.reference === reference);
  const tell = (notice: ChargeNotice) =>
    signSimulatedNotice(writeSimulatedNotice(notice), secret, clock.now());
  const head = (idempotencyKey: string, reference: string) => ({
    noticeId: randomUUID(),
    idempotencyKey,
    reference,
    at: clock.now(),
  });

  function decideOne(one: Held, kind: "captured" | "declined"): ChargeNotice {
    const { request, captureId } = one;
    const about = head(request.idempotencyKey, request.reference);
    if (kind === "declined") {
      one.outcome = { status: kind, reason: REASON };
      return { ...about, kind, reason: REASON };
    }
    one.outcome = { status: kind, captureId };
    one.capturedAt ??= clock.now();
    return { ...about, kind, captureId };
  }

  function refundsOf(captureId: string): HeldRefund[] {
    return [...refunds.values()].filter(
      ({ request, refundedAt }) => request.captureId === captureId && refundedAt,
    );
  }

  function asCapture({ request, captureId, capturedAt = clock.now() }: Held): Capture {
    const { reference, amount } = request;
    const given = refundsOf(captureId).map(({ request: asked, refundId, refundedAt }) => ({
      refundId,
      amount: { ...amount, amount: asked.amount ?? amount.amount },
      refundedAt: refundedAt ?? clock.now(),
    }));
    return { captureId, reference, amount, capturedAt, refunds: given };
  }

  return {
    supports: Object.freeze({ durable: false, simulated: true }),
    start,
    stop,
    async capture(request) {
      const { idempotencyKey: key, paymentToken: token } = request;
      const one = held.get(key) ?? {
        ...{ request, captureId: randomUUID(), answered: Promise.withResolvers<void>() },
        ...{ calls: 0, outcome: { status: "pending" } as const },
      };
      held.set(key, one);
      one.calls++;
      if (token === MANUAL_TOKENS.late) return { status: "pending" };
      if (token === MANUAL_TOKENS.slow) await one.answered.promise;
      else decideOne(one, "captured");
      return one.outcome;
    },
    find: async ({ idempotencyKey }) => held.get(idempotencyKey)?.outcome ?? { status: "unknown" },
    async refund(request) {
      const refundId = randomUUID();
      const outcome = { status: "pending", refundId } as const;
      const asked = { request, refundId, outcome, refundedAt: undefined };
      const one = refunds.get(request.idempotencyKey) ?? asked;
      refunds.set(request.idempotencyKey, one);
      return one.outcome.status === "failed" ? one.outcome : { status: "pending", refundId };
    },
    captures: async (reference) =>
      ofReference(reference)
        .filter(({ outcome }) => outcome.status === "captured")
        .map(asCapture),
    readNotice: async (delivery) => readSimulatedNotice(delivery, secret, clock.now()),
    asked: (reference) => ofReference(reference).reduce((sum, { calls }) => sum + calls, 0),
    decide(reference, kind) {
      const [one] = ofReference(reference);
      if (!one) throw new TypeError(`Nobody has asked for ${reference}.`);
      return tell(decideOne(one, kind));
    },
    answer(reference) {
      for (const { answered } of ofReference(reference)) answered.resolve();
    },
    decideRefund(key, kind) {
      const one = refunds.get(key);
      const of = [...held.values()].find(({ captureId }) => captureId === one?.request.captureId);
      if (!one || !of) throw new TypeError(`Nobody has asked for refund ${key}.`);
      const { refundId } = one;
      const about = { ...head(key, of.request.reference), captureId: of.captureId, refundId };
      if (kind === "refund-failed") {
        one.refundedAt = undefined;
        one.outcome = { status: "failed", reason: "account_closed" };
        return tell({ ...about, kind, reason: "account_closed" });
      }
      one.refundedAt = clock.now();
      return tell({ ...about, kind });
    },
  };
}
