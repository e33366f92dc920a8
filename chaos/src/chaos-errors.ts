import { defineErrors } from "@quad/errors";

export const chaosErrors = defineErrors({
  CHAOS_CAMPUS_NOT_READY: [
    "timeout",
    "The campus was not ready within {seconds} s. Missing: {missing}. Its last words: {lastWords}",
  ],
});
