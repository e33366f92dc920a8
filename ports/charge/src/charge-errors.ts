import { defineErrors } from "@quad/errors";

export const chargeErrors = defineErrors({
  CHARGE_NOT_RUNNING: ["unavailable", "The payment provider is not running: start it first."],
  CHARGE_UNAVAILABLE: ["unavailable", "The payment provider cannot be reached: {reason}"],
  CHARGE_TIMEOUT: ["timeout", "Nobody knows what the payment provider did: {reason}"],
  CHARGE_KEY_REUSED: ["conflict", "Idempotency key {key} was used for another charge."],
  CHARGE_INVALID: ["invalid", "The charge is not valid: {reason}"],
  CHARGE_CAPTURE_UNKNOWN: ["not-found", "There is no capture {captureId}."],
  CHARGE_REFUND_EXCEEDS: ["conflict", "Less than that is left of capture {captureId} to refund."],
  CHARGE_NOTICE_INVALID: ["invalid", "The notice is not the payment provider's: {reason}."],
});
