export type { EventStorePlace, OpenOptions, PlaceService } from "./event-store-place.ts";
export { type EventStoreCheck, EventStoreStage } from "./event-store-stage.ts";
export { eventStoreSuite } from "./event-store-suite.ts";
