import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "@quad/clock";
import type {
  Capture,
  CaptureOutcome,
  CaptureRequest,
  Refund,
  RefundOutcome,
  RefundRequest,
} from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";
import type { ChargeNotice } from "./notice.ts";
import { SIMULATED_DECLINE, type SimulatedStep, simulate, simulateRefund } from "./simulate.ts";

/** What is known of one idempotency key. */
interface Remembered<Request, Outcome> {
  readonly request: Request;
  calls: number;
  outcome?: Outcome;
  /** When the outcome shows. */
  decidedAt?: Date;
}

type KnownCapture = Remembered<CaptureRequest, CaptureOutcome>;
type KnownRefund = Remembered<RefundRequest, RefundOutcome>;

/** Sends a notice, so many times. */
export type Tell = (notice: ChargeNotice, copies?: number) => void;

interface Booked extends Capture {
  readonly paymentToken: string;
  readonly refunds: Refund[];
}

/** The books of the memory adapter. No step of theirs is asynchronous: calls take turns. */
export function memoryLedger(clock: Clock, tell: Tell) {
  const booked: Booked[] = [];
  const captures = new Map<string, KnownCapture>();
  const refunds = new Map<string, KnownRefund>();
  const hasHappened = ({ capturedAt }: Capture) => capturedAt <= clock.now();

  function decide(known: KnownCapture, { effect, delayMs = 0, notices }: SimulatedStep): void {
    if (effect !== "capture" && effect !== "decline") return;
    const { idempotencyKey, reference, amount, paymentToken } = known.request;
    const at = new Date(clock.now().getTime() + delayMs);
    const head = { noticeId: randomUUID(), idempotencyKey, reference, at };
    known.decidedAt = at;
    if (effect === "decline") {
      known.outcome = { status: "declined", reason: SIMULATED_DECLINE };
      tell({ ...head, kind: "declined", reason: SIMULATED_DECLINE }, notices);
      return;
    }
    const captureId = randomUUID();
    booked.push({ captureId, reference, amount, paymentToken, capturedAt: at, refunds: [] });
    known.outcome = { status: "captured", captureId };
    tell({ ...head, kind: "captured", captureId }, notices);
  }

  function outcomeOf(key: string): CaptureOutcome | undefined {
    const { outcome, decidedAt } = captures.get(key) ?? {};
    return decidedAt && decidedAt > clock.now() ? { status: "pending" } : outcome;
  }

  function giveBack(capture: Booked, { idempotencyKey, amount }: RefundRequest): RefundOutcome {
    const {
      captureId,
      reference,
      amount: { currency },
    } = capture;
    const left = leftOf(capture);
    const given = amount ?? left;
    if (given > left || left === 0) throw chargeErrors.CHARGE_REFUND_EXCEEDS({ captureId });
    const [refundId, noticeId, at] = [randomUUID(), randomUUID(), clock.now()];
    capture.refunds.push({ refundId, amount: { amount: given, currency }, refundedAt: at });
    tell({ kind: "refunded", noticeId, idempotencyKey, reference, at, captureId, refundId });
    return { status: "refunded", refundId };
  }

  return {
    outcomeOf,
    captures: (reference: string): Capture[] =>
      booked
        .filter((capture) => capture.reference === reference && hasHappened(capture))
        .map(({ paymentToken: _, ...capture }) => capture),
    capture(request: CaptureRequest): CaptureOutcome {
      const key = request.idempotencyKey;
      const known: KnownCapture = captures.get(key) ?? { request, calls: 0 };
      const step = simulate(request.paymentToken, known.calls + 1);
      needSame(known, request);
      count(captures, known);
      decide(known, step);
      if (step.failure) throw chargeErrors[step.failure]({ reason: "simulated" });
      return outcomeOf(key) as CaptureOutcome;
    },
    refund(request: RefundRequest): RefundOutcome {
      const { idempotencyKey: key, captureId } = request;
      const known: KnownRefund = refunds.get(key) ?? { request, calls: 0 };
      const capture = booked.find((candidate) => candidate.captureId === captureId);
      if (!capture || !hasHappened(capture))
        throw chargeErrors.CHARGE_CAPTURE_UNKNOWN({ captureId });
      const { effect, failure } = simulateRefund(capture.paymentToken, known.calls + 1);
      needSame(known, request);
      // One that is refused leaves its key free.
      if (effect === "refund") known.outcome = giveBack(capture, request);
      count(refunds, known);
      if (failure) throw chargeErrors[failure]({ reason: "simulated" });
      return known.outcome as RefundOutcome;
    },
  };
}

/** Error: CHARGE_KEY_REUSED. */
function needSame<Request extends { readonly idempotencyKey: string }>(
  known: Remembered<Request, unknown>,
  request: Request,
): void {
  const key = request.idempotencyKey;
  if (!isDeepStrictEqual(known.request, request)) throw chargeErrors.CHARGE_KEY_REUSED({ key });
}

function count<Request extends { readonly idempotencyKey: string }, Outcome>(
  keys: Map<string, Remembered<Request, Outcome>>,
  known: Remembered<Request, Outcome>,
): void {
  known.calls++;
  keys.set(known.request.idempotencyKey, known);
}

function leftOf({ amount, refunds }: Booked): number {
  return refunds.reduce((left, refund) => left - refund.amount.amount, amount.amount);
}
