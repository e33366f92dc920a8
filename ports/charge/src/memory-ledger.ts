import { randomUUID } from "node:crypto";
import type { Clock } from "@quad/clock";
import type {
  Capture,
  CaptureOutcome,
  CaptureRequest,
  RefundOutcome,
  RefundRequest,
} from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";
import { memoryKeys, type Remembered } from "./memory-keys.ts";
import type { Tell } from "./memory-notices.ts";
import { type Booked, memoryRefunds } from "./memory-refunds.ts";
import { SIMULATED_DECLINE, type SimulatedStep, simulate } from "./simulate.ts";

type Known = Remembered<CaptureRequest, CaptureOutcome>;

/** The books of the memory adapter. No step of theirs is asynchronous: calls take turns. */
export function memoryLedger(clock: Clock, tell: Tell) {
  const booked: Booked[] = [];
  const keys = memoryKeys<CaptureRequest, CaptureOutcome>();
  const refunds = memoryRefunds(clock, tell);
  const hasHappened = ({ capturedAt }: Capture) => capturedAt <= clock.now();

  function decide(known: Known, { effect, delayMs = 0, notices }: SimulatedStep): void {
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
    const { outcome, decidedAt } = keys.get(key) ?? {};
    return decidedAt && decidedAt > clock.now() ? { status: "pending" } : outcome;
  }

  return {
    outcomeOf,
    capture(request: CaptureRequest): CaptureOutcome {
      const calls = keys.get(request.idempotencyKey)?.calls ?? 0;
      const step = simulate(request.paymentToken, calls + 1);
      const known = keys.recall(request);
      decide(known, step);
      keys.count(known);
      if (step.failure) throw chargeErrors[step.failure]({ reason: "simulated" });
      return outcomeOf(request.idempotencyKey) as CaptureOutcome;
    },
    refund(request: RefundRequest): RefundOutcome {
      const { captureId } = request;
      const capture = booked.find((candidate) => candidate.captureId === captureId);
      if (capture && hasHappened(capture)) return refunds.refund(capture, request);
      throw chargeErrors.CHARGE_CAPTURE_UNKNOWN({ captureId });
    },
    captures: (reference: string): Capture[] =>
      booked
        .filter((capture) => capture.reference === reference && hasHappened(capture))
        .map(({ paymentToken: _, ...capture }) => capture),
  };
}
