export { type AfterFailure, afterFailure } from "./after-failure.ts";
export {
  type Bus,
  type BusSupports,
  CONCURRENCY_DEFAULT,
  type Delivery,
  type GroupDepth,
  MESSAGE_BYTES_MAX,
  PUBLISH_BATCH_MAX,
  RETRY_DEFAULT,
  type RetryPolicy,
  STOP_PATIENCE_MS,
  type Subscription,
} from "./bus.ts";
export { busErrors } from "./bus-errors.ts";
export {
  CHAOS_DELAY_MS_MAX,
  type ChaosBus,
  type ChaosOptions,
  type ChaosRates,
  chaosBus,
} from "./chaos-bus.ts";
export { type CheckedMessage, checkMessages } from "./check-messages.ts";
export {
  DEAD_LETTERS_PAGE_DEFAULT,
  DEAD_LETTERS_PAGE_MAX,
  type DeadLetter,
  type DeadLetters,
} from "./dead-letters.ts";
export { describeFailure } from "./describe-failure.ts";
export { checkListening, type Listening } from "./listening.ts";
export { type MemoryBusOptions, memoryBus } from "./memory-bus.ts";
export { MemoryEngine } from "./memory-engine.ts";
export type { Message } from "./message.ts";
export { retryDelayMs, unavailablePauseMs } from "./retry-delay.ts";
export { type SubscriptionOptions, subscriptionOptions } from "./subscription-options.ts";
