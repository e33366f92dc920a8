export {
  type CheckedRange,
  checkArchive,
  checkExpected,
  checkHistoryRange,
  checkRange,
  checkSnapshot,
  checkStream,
  checkSubscription,
  checkSubscriptionName,
  checkWanted,
} from "./check-calls.ts";
export { type CheckedEvent, checkEvents } from "./check-events.ts";
export {
  BATCH_EVENTS_DEFAULT,
  type Batch,
  type EventStore,
  type EventStoreSupports,
  type HistoryRange,
  type Progress,
  type Subscription,
} from "./event-store.ts";
export { eventStoreErrors } from "./event-store-errors.ts";
export {
  APPEND_BYTES_MAX,
  APPEND_EVENTS_MAX,
  type Appended,
  EVENT_BYTES_MAX,
  type EventWriter,
  type Expected,
  READ_EVENTS_MAX,
  SNAPSHOT_BYTES_MAX,
  type Snapshot,
  type StreamRange,
  type WantedSnapshot,
} from "./event-writer.ts";
export { type Members, members } from "./members.ts";
export { type MemoryEventStoreOptions, memoryEventStore } from "./memory-event-store.ts";
export { type News, news } from "./news.ts";
export type { NewEvent, PlacedEvent, RecordedEvent } from "./recorded-event.ts";
export { streamEvents } from "./stream-events.ts";
export {
  BUSY_LOOK_MS,
  retryPauseMs,
  type StepOutcome,
  type SubscriptionMemberOptions,
  type SubscriptionNews,
  subscriptionMember,
} from "./subscription-member.ts";
export { type Upcaster, type UpcasterSteps, type Upcasters, upcasters } from "./upcasters.ts";
