import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "@quad/clock";
import { sequence } from "@quad/lifecycle";
import type { Charge, ChargeSupports } from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";
import { checkCapture, checkQuestion, checkRefund } from "./check-request.ts";
import { memoryLedger } from "./memory-ledger.ts";
import { memoryNotices } from "./memory-notices.ts";
import { type Notify, noticeSender } from "./notice-sender.ts";
import { readSimulatedNotice } from "./simulated-notice.ts";

export interface MemoryChargeOptions {
  readonly clock?: Clock;
  /** Whom notices are sent to; nobody when left out. */
  readonly notify?: Notify;
  /** What notices are signed with. */
  readonly secret?: string;
}

const SUPPORTS: ChargeSupports = Object.freeze({ durable: false, simulated: true });
const SECRET_BYTES = 32;

/**
 * The reference adapter: every promise in the simplest correct code. Its ledger outlives a stop,
 * not the process.
 */
export function memoryCharge(options: MemoryChargeOptions = {}): Charge {
  const {
    clock = systemClock,
    notify,
    secret = randomBytes(SECRET_BYTES).toString("hex"),
  } = options;
  const queue = memoryNotices();
  const ledger = memoryLedger(clock, notify ? queue.add : () => {});
  const lifecycle = sequence(notify ? [noticeSender({ queue, notify, secret, clock })] : []);
  const needRunning = () => {
    if (lifecycle.state !== "running") throw chargeErrors.CHARGE_NOT_RUNNING();
  };

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async capture(request) {
      needRunning();
      checkCapture(request);
      return ledger.capture(structuredClone(request));
    },
    async find(question) {
      needRunning();
      checkQuestion(question);
      return ledger.outcomeOf(question.idempotencyKey) ?? { status: "never" };
    },
    async refund(request) {
      needRunning();
      checkRefund(request);
      return ledger.refund(structuredClone(request));
    },
    async captures(reference) {
      needRunning();
      return structuredClone(ledger.captures(reference));
    },
    async readNotice(delivery) {
      needRunning();
      return readSimulatedNotice(delivery, secret, clock.now());
    },
  };
}
