import { CONCURRENCY_DEFAULT, RETRY_DEFAULT, type RetryPolicy, type Subscription } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";
import { isGroup, isTopic } from "./names.ts";

const CONCURRENCY_MAX = 1_000;
const ATTEMPTS_MAX = 1_000;
const DELAY_MS_MAX = 24 * 60 * 60 * 1_000;

/** A subscription with its defaults filled in. Topics are sorted, none twice. */
export interface SubscriptionOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly handle: Subscription["handle"];
  readonly concurrency: number;
  readonly retryOf: (topic: string) => RetryPolicy;
}

/** Checks a subscription and completes it. Error: BUS_SUBSCRIPTION_INVALID. */
export function subscriptionOptions(subscription: Subscription): SubscriptionOptions {
  const { group, handle, concurrency = CONCURRENCY_DEFAULT, retryByTopic = {} } = subscription;
  const topics = [...new Set(subscription.topics)].sort();
  const retry = { ...RETRY_DEFAULT, ...subscription.retry };
  const ofTopics = new Map(
    Object.entries(retryByTopic).map(([topic, own]) => [topic, { ...retry, ...own }]),
  );
  const reason =
    fault({ group, topics, concurrency }) ??
    faultOfPolicy("retry", retry) ??
    faultOfTopics(topics, ofTopics);
  if (reason) throw busErrors.BUS_SUBSCRIPTION_INVALID({ group, reason });
  return { group, topics, handle, concurrency, retryOf: (topic) => ofTopics.get(topic) ?? retry };
}

function fault({
  group,
  topics,
  concurrency,
}: Pick<SubscriptionOptions, "group" | "topics" | "concurrency">): string | undefined {
  if (!isGroup(group)) return "its group must be lower-case words, dots and dashes, at most 80";
  if (topics.length === 0) return "it names no topic";
  const wrong = topics.find((topic) => !isTopic(topic));
  if (wrong !== undefined) return `${wrong} is not a topic`;
  if (!isWhole(concurrency, CONCURRENCY_MAX)) {
    return `its concurrency must be a whole number from 1 to ${CONCURRENCY_MAX}`;
  }
  return undefined;
}

function faultOfPolicy(name: string, retry: RetryPolicy): string | undefined {
  if (!isWhole(retry.attemptsMax, ATTEMPTS_MAX)) {
    return `${name}.attemptsMax must be a whole number from 1 to ${ATTEMPTS_MAX}`;
  }
  if (!(isDelay(retry.delayMs) && isDelay(retry.delayMsMax))) {
    return `${name}.delayMs and ${name}.delayMsMax must be from 0 to ${DELAY_MS_MAX}`;
  }
  if (retry.delayMs > retry.delayMsMax) {
    return `${name}.delayMs must be at most ${name}.delayMsMax`;
  }
  return undefined;
}

function faultOfTopics(
  topics: readonly string[],
  ofTopics: ReadonlyMap<string, RetryPolicy>,
): string | undefined {
  for (const [topic, retry] of ofTopics) {
    if (!topics.includes(topic)) return `retryByTopic names ${topic}, which it does not hear`;
    const reason = faultOfPolicy(`retryByTopic["${topic}"]`, retry);
    if (reason) return reason;
  }
  return undefined;
}

function isWhole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}

function isDelay(ms: number): boolean {
  return ms >= 0 && ms <= DELAY_MS_MAX;
}
