export {
  type Bus,
  type BusSupports,
  CONCURRENCY_DEFAULT,
  type Delivery,
  type GroupDepth,
  MESSAGE_BYTES_MAX,
  type Message,
  PUBLISH_BATCH_MAX,
  RETRY_DEFAULT,
  type RetryPolicy,
  type Subscription,
} from "./bus.ts";
export { busErrors } from "./bus-errors.ts";
export { type CheckedMessage, checkMessages } from "./check-messages.ts";
export type { DeadLetter, DeadLetters } from "./dead-letters.ts";
export { describeFailure } from "./describe-failure.ts";
export { memoryBus } from "./memory-bus.ts";
export { retryDelayMs } from "./retry-delay.ts";
export { type SubscriptionOptions, subscriptionOptions } from "./subscription-options.ts";
