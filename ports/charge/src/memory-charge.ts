import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type Clock, systemClock } from "@quad/clock";
import { managed } from "@quad/lifecycle";
import type { Capture, CaptureOutcome, CaptureRequest, Charge, ChargeSupports } from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";
import { checkCapture } from "./check-capture.ts";
import { SIMULATED_DECLINE, simulate } from "./simulate.ts";

/** What is known of one idempotency key. */
interface Remembered {
  readonly request: CaptureRequest;
  calls: number;
  outcome: CaptureOutcome;
}

const SUPPORTS: ChargeSupports = Object.freeze({ durable: false, simulated: true });
const DECLINED: CaptureOutcome = Object.freeze({ status: "declined", reason: SIMULATED_DECLINE });

/**
 * The reference adapter: every promise in the simplest correct code. Its ledger outlives a stop,
 * not the process.
 */
export function memoryCharge({ clock = systemClock }: { clock?: Clock } = {}): Charge {
  const ledger: Capture[] = [];
  const keys = new Map<string, Remembered>();
  const lifecycle = managed({ start: async () => {}, stop: async () => {} });
  const needRunning = () => {
    if (lifecycle.state !== "running") throw chargeErrors.CHARGE_NOT_RUNNING();
  };

  function take({ reference, amount }: CaptureRequest): CaptureOutcome {
    const captureId = randomUUID();
    ledger.push({ captureId, reference, amount, capturedAt: clock.now() });
    return { status: "captured", captureId };
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async capture(given) {
      needRunning();
      checkCapture(given);
      const request = structuredClone(given);
      const key = request.idempotencyKey;
      const known = keys.get(key) ?? { request, calls: 0, outcome: DECLINED };
      const { effect, failure } = simulate(request, known.calls + 1);
      if (!isDeepStrictEqual(known.request, request)) throw chargeErrors.CHARGE_KEY_REUSED({ key });
      known.calls++;
      keys.set(key, known);
      if (effect === "capture") known.outcome = take(request);
      if (failure) throw chargeErrors[failure]({ reason: "simulated" });
      return known.outcome;
    },
    async captures(reference) {
      needRunning();
      return structuredClone(ledger.filter((capture) => capture.reference === reference));
    },
  };
}
