import type { Event, StockReserved } from "@quad/contracts";
import { isQuadError } from "@quad/errors";
import { policy } from "@quad/resilience";
import {
  isFree,
  isOpen,
  type Outcome,
  type Payment,
  type Settled,
  settle,
} from "./domain/payment.ts";
import { paymentErrors } from "./payment-errors.ts";
import { findPayment, markCharging } from "./payment-store.ts";
import type { PaymentsKit, PaymentsTx } from "./payments-kit.ts";
import { settlePayment } from "./settle-payment.ts";

/** A provider takes seconds, not tens of them. */
const CAPTURE_WITHIN_MS = 10_000;

/**
 * What the provider says to a payment that is marked as charging; asked again after a crash, it
 * says the same. Errors: PAYMENT_OUTCOME_UNKNOWN, and those of `Charge.capture`.
 */
export async function capture(kit: PaymentsKit, payment: Payment): Promise<Settled> {
  if (isFree(payment)) return { status: "received", captureId: null };
  return settle(await askProvider(kit, payment));
}

/**
 * The payment's id is the idempotency key, so asking again never charges again. After these
 * attempts the message goes back to the bus, which offers it again for as long as it takes.
 */
const asking = policy({ timeoutMs: CAPTURE_WITHIN_MS, retry: {} });

/**
 * Takes the money for an order whose copies are set aside. That it asks is on record before it
 * asks, what it was told right after; if it dies in between, it asks again with the same key.
 * Error: PAYMENT_NOT_EXPECTED, PAYMENT_OUTCOME_UNKNOWN, and those of `Charge.capture`.
 */
export async function chargeOrder(
  kit: PaymentsKit,
  { data: { orderId } }: Event<StockReserved>,
  finish: (effect: (tx: PaymentsTx) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { database, clock } = kit;
  const payment = await findPayment(database.sql, orderId);
  if (!payment) throw paymentErrors.PAYMENT_NOT_EXPECTED({ orderId });
  if (!isOpen(payment.state)) return;
  await markCharging(database.sql, payment.id, clock.now());
  const state = await capture(kit, payment);
  await finish(async (tx) => {
    await settlePayment(tx, payment, state, clock.now());
  });
}

async function askProvider({ charge }: PaymentsKit, payment: Payment): Promise<Outcome> {
  const { id: paymentId, orderId: reference, amount, paymentToken } = payment;
  try {
    const outcome = await asking.run(() =>
      charge.capture({ idempotencyKey: paymentId, reference, amount, paymentToken }),
    );
    if (outcome.status !== "pending") return outcome;
  } catch (error) {
    if (isQuadError(error, "CHARGE_INVALID")) return { status: "invalid" };
    if (isQuadError(error, "RESILIENCE_TIMEOUT") || isQuadError(error, "CHARGE_TIMEOUT")) {
      throw paymentErrors.PAYMENT_OUTCOME_UNKNOWN({ paymentId }, error);
    }
    throw error;
  }
  throw paymentErrors.PAYMENT_OUTCOME_UNKNOWN({ paymentId });
}
