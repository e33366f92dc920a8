import { randomUUID } from "node:crypto";
import type { Clock } from "@quad/clock";
import type { Capture, Refund, RefundOutcome, RefundRequest } from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";
import { memoryKeys } from "./memory-keys.ts";
import type { Tell } from "./memory-notices.ts";
import { simulateRefund } from "./simulate.ts";

/** A capture in the books. */
export interface Booked extends Capture {
  readonly paymentToken: string;
  readonly refunds: Refund[];
}

/** The half of the memory adapter's books that gives back. */
export function memoryRefunds(clock: Clock, tell: Tell) {
  const keys = memoryKeys<RefundRequest, RefundOutcome>();

  function giveBack(capture: Booked, { idempotencyKey, amount }: RefundRequest): RefundOutcome {
    const { captureId, reference } = capture;
    const left = leftOf(capture);
    const given = amount ?? left;
    if (given > left || left === 0) throw chargeErrors.CHARGE_REFUND_EXCEEDS({ captureId });
    const [refundId, noticeId, at] = [randomUUID(), randomUUID(), clock.now()];
    const { currency } = capture.amount;
    capture.refunds.push({ refundId, amount: { amount: given, currency }, refundedAt: at });
    tell({ kind: "refunded", noticeId, idempotencyKey, reference, at, captureId, refundId });
    return { status: "refunded", refundId };
  }

  return {
    refund(capture: Booked, request: RefundRequest): RefundOutcome {
      const known = keys.recall(request);
      const { effect, failure } = simulateRefund(capture.paymentToken, known.calls + 1);
      if (effect === "refund") known.outcome = giveBack(capture, request);
      keys.count(known);
      if (failure) throw chargeErrors[failure]({ reason: "simulated" });
      return known.outcome as RefundOutcome;
    },
  };
}

function leftOf({ amount, refunds }: Booked): number {
  return refunds.reduce((left, refund) => left - refund.amount.amount, amount.amount);
}
