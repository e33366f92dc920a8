export type { Change, DecidedEvent, Decider, Recorded, Versioned } from "./decider.ts";
export { type EventSourced, eventSourced } from "./event-sourced.ts";
export { eventSourcingErrors } from "./event-sourcing-errors.ts";
export { execute } from "./execute.ts";
export {
  type ReadModel,
  type ReadModelProgress,
  type ReadModels,
  readModels,
} from "./read-models.ts";
export { readState } from "./read-state.ts";
