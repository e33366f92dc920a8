export type {
  EventStoreCheck,
  EventStorePlace,
  OpenOptions,
  PlaceService,
} from "./event-store-place.ts";
export { eventStoreChecks, runCheck, testEventStore } from "./test-event-store.ts";
