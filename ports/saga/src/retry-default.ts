import type { RetryPolicy } from "@quad/bus";

/** A participant may be away for two minutes before a saga turns back or waits for a person. */
export const SAGA_RETRY_DEFAULT: RetryPolicy = {
  attemptsMax: 12,
  delayMs: 200,
  delayMsMax: 30_000,
};
