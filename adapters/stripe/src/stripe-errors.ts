import { defineErrors } from "@quad/errors";

export const stripeErrors = defineErrors({
  STRIPE_SETTING_INVALID: ["invalid", "The payment provider at Stripe cannot be used: {reason}."],
});
