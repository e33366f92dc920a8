import { CONCURRENCY_DEFAULT, RETRY_DEFAULT, type RetryPolicy, type Subscription } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";
import { isTopic } from "./check-messages.ts";

/** A subscription with its defaults filled in. Topics are sorted, none twice. */
export interface SubscriptionOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly handle: Subscription["handle"];
  readonly concurrency: number;
  readonly retry: RetryPolicy;
}

const GROUP_LENGTH_MAX = 80;

/** Checks a subscription and completes it. Error: BUS_SUBSCRIPTION_INVALID. */
export function subscriptionOptions(subscription: Subscription): SubscriptionOptions {
  const { group, topics, handle, concurrency = CONCURRENCY_DEFAULT } = subscription;
  const retry = { ...RETRY_DEFAULT, ...subscription.retry };
  const options = { group, topics: [...new Set(topics)].sort(), handle, concurrency, retry };
  const reason = fault(options);
  if (reason) throw busErrors.BUS_SUBSCRIPTION_INVALID({ group, reason });
  return options;
}

function fault({ group, topics, concurrency, retry }: SubscriptionOptions): string | undefined {
  if (group.length === 0 || group.length > GROUP_LENGTH_MAX) {
    return `its group must be 1 to ${GROUP_LENGTH_MAX} characters`;
  }
  if (topics.length === 0) return "it names no topic";
  const wrong = topics.find((topic) => !isTopic(topic));
  if (wrong !== undefined) return `${wrong} is not a topic`;
  if (!isCount(concurrency)) return "its concurrency must be a whole number from 1";
  if (!isCount(retry.attemptsMax)) return "retry.attemptsMax must be a whole number from 1";
  if (retry.delayMs < 0 || retry.delayMsMax < retry.delayMs) {
    return "retry.delayMs must be from 0 to retry.delayMsMax";
  }
  return undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
