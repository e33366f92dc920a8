import { defineErrors } from "@quad/errors";

export const paymentErrors = defineErrors({
  PAYMENT_NOT_EXPECTED: ["not-found", "No payment is expected for order {orderId}."],
  PAYMENT_NOT_REFUNDED: [
    "conflict",
    "The provider does not refund payment {paymentId}; a person has to: {reason}",
  ],
  PAYMENT_OUTCOME_UNKNOWN: [
    "unavailable",
    "The provider has not said yet whether payment {paymentId} succeeded: it is asked again.",
  ],
  REFUND_CURRENCY_WRONG: ["conflict", "Order {orderId} was paid in {paid}, not in {asked}."],
  REFUND_OUTCOME_UNKNOWN: [
    "unavailable",
    "The provider has not said yet whether refund {refundId} succeeded: it is asked again.",
  ],
  REFUND_REUSED: ["conflict", "Refund {refundId} is known for another amount or order."],
});
