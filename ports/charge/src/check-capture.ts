import type { CaptureRequest } from "./charge.ts";
import { chargeErrors } from "./charge-errors.ts";

const KEY_LENGTH_MAX = 200;
const REFERENCE_LENGTH_MAX = 200;
const TOKEN_LENGTH_MAX = 500;

/**
 * What every adapter does first with a request, so that all refuse the same things.
 * Error: CHARGE_INVALID.
 */
export function checkCapture(request: CaptureRequest): void {
  const reason = fault(request);
  if (reason) throw chargeErrors.CHARGE_INVALID({ reason });
}

function fault({
  idempotencyKey,
  reference,
  amount,
  paymentToken,
}: CaptureRequest): string | undefined {
  if (!isText(idempotencyKey, KEY_LENGTH_MAX)) {
    return `its idempotency key must be 1 to ${KEY_LENGTH_MAX} characters`;
  }
  if (!isText(reference, REFERENCE_LENGTH_MAX)) {
    return `its reference must be 1 to ${REFERENCE_LENGTH_MAX} characters`;
  }
  if (!isText(paymentToken, TOKEN_LENGTH_MAX)) {
    return `its payment token must be 1 to ${TOKEN_LENGTH_MAX} characters`;
  }
  if (!Number.isSafeInteger(amount.amount) || amount.amount <= 0) {
    return "its amount must be a positive whole number of minor units";
  }
  if (!/^[A-Z]{3}$/.test(amount.currency)) return "its currency must be an ISO 4217 code";
  return undefined;
}

/** Engines cannot all store the character 0, nor halves of a pair of surrogates. */
function isText(text: string, lengthMax: number): boolean {
  const fits = text.length > 0 && text.length <= lengthMax;
  return fits && text.isWellFormed() && !text.includes("\0");
}
