import { defineErrors } from "@quad/errors";

export const chargeErrors = defineErrors({
  CHARGE_NOT_RUNNING: ["unavailable", "The payment provider is not running: start it first."],
  CHARGE_UNAVAILABLE: ["unavailable", "The payment provider cannot be reached: {reason}"],
  CHARGE_TIMEOUT: [
    "unavailable",
    "The payment provider did not answer; ask again with the same key.",
  ],
  CHARGE_KEY_REUSED: ["conflict", "Idempotency key {key} was used for another charge."],
  CHARGE_INVALID: ["invalid", "The charge is not valid: {reason}"],
});
