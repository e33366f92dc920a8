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
export type { DeadLetter, DeadLetters } from "./dead-letters.ts";
