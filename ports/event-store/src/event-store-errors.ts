import { defineErrors } from "@quad/errors";

export const eventStoreErrors = defineErrors({
  EVENT_STORE_NOT_RUNNING: ["unavailable", "The event store is not running: start it first."],
  EVENT_STORE_UNAVAILABLE: ["unavailable", "The event store cannot be used now: {reason}"],
  EVENT_STORE_CONFLICT: ["conflict", "Stream {stream} is at version {actual}, not {expected}."],
  EVENT_STORE_ARCHIVED: ["conflict", "Stream {stream} is archived and takes no more events."],
  EVENT_STORE_INVALID: ["invalid", "The event store refuses that: {reason}"],
  EVENT_STORE_TOO_LARGE: ["too-large", "{what} may be at most {max} {unit}, not {actual}."],
  EVENT_STORE_SCHEMA_UNREADABLE: [
    "internal",
    "An event {type} of schema {schema} cannot be read: {reason}",
  ],
  EVENT_STORE_UNSUPPORTED: ["unsupported", "This event store has no {feature}."],
});
