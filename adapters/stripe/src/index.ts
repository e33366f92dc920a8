export { type StripeChargeOptions, stripeCharge } from "./stripe-charge.ts";
