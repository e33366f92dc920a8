import { defineErrors } from "@quad/errors";

export const resilienceErrors = defineErrors({
  RESILIENCE_TIMEOUT: ["timeout", "There was no answer within {timeoutMs} ms."],
  RESILIENCE_OPEN: [
    "unavailable",
    "{failuresConsecutive} calls in a row have failed; the next is tried {openMs} ms after the last.",
  ],
  RESILIENCE_FULL: [
    "limited",
    "{concurrencyMax} calls are under way and {queueMax} wait already; try again later.",
  ],
});
