import type { CaptureQuestion, CaptureRequest, RefundRequest } from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";

const KEY_LENGTH_MAX = 200;
const REFERENCE_LENGTH_MAX = 200;
const TOKEN_LENGTH_MAX = 500;
const CAPTURE_ID_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 200;

/** What is wrong, or nothing. */
type Fault = string | undefined;

/**
 * What every adapter does first with a request to capture, so that all refuse the same things.
 * Error: CHARGE_INVALID.
 */
export function checkCapture(request: CaptureRequest): void {
  const { idempotencyKey, reference, amount, paymentToken } = request;
  refuse(
    textFault("idempotency key", idempotencyKey, KEY_LENGTH_MAX) ??
      textFault("reference", reference, REFERENCE_LENGTH_MAX) ??
      textFault("payment token", paymentToken, TOKEN_LENGTH_MAX) ??
      amountFault(amount.amount) ??
      currencyFault(amount.currency),
  );
}

/** The same for `find`. Error: CHARGE_INVALID. */
export function checkQuestion({ idempotencyKey, reference, calledAt }: CaptureQuestion): void {
  refuse(
    textFault("idempotency key", idempotencyKey, KEY_LENGTH_MAX) ??
      textFault("reference", reference, REFERENCE_LENGTH_MAX) ??
      (Number.isNaN(calledAt.getTime()) ? "its time must be one" : undefined),
  );
}

/** The same for `refund`. Error: CHARGE_INVALID. */
export function checkRefund(request: RefundRequest): void {
  const { idempotencyKey, captureId, amount, reason } = request;
  refuse(
    textFault("idempotency key", idempotencyKey, KEY_LENGTH_MAX) ??
      textFault("capture id", captureId, CAPTURE_ID_LENGTH_MAX) ??
      (amount === undefined ? undefined : amountFault(amount)) ??
      (reason === undefined ? undefined : textFault("reason", reason, REASON_LENGTH_MAX)),
  );
}

function refuse(reason: Fault): void {
  if (reason) throw chargeErrors.CHARGE_INVALID({ reason });
}

/** Engines cannot all store the character 0, nor halves of a pair of surrogates. */
function textFault(name: string, text: string, lengthMax: number): Fault {
  const fits = text.length > 0 && text.length <= lengthMax;
  const isStorable = text.isWellFormed() && !text.includes("\0");
  return fits && isStorable ? undefined : `its ${name} must be 1 to ${lengthMax} characters`;
}

function amountFault(amount: number): Fault {
  if (Number.isSafeInteger(amount) && amount > 0) return undefined;
  return "its amount must be a positive whole number of minor units";
}

function currencyFault(currency: string): Fault {
  return /^[A-Z]{3}$/.test(currency) ? undefined : "its currency must be an ISO 4217 code";
}
