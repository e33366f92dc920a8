import { defineErrors } from "@quad/errors";

export const chaosErrors = defineErrors({
  CHAOS_OPTION_INVALID: [
    "invalid",
    "{option} {value} is not valid; an example: {option} {example}.",
  ],
  CHAOS_CAMPUS_NOT_READY: [
    "timeout",
    "The campus was not ready within {seconds} s. Missing: {missing}.",
  ],
});
