import { checkMessages } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { type EventDefinition, keyOf } from "@quad/contracts";
import { injectTrace } from "@quad/telemetry";
import { v7 as uuidv7 } from "uuid";
import { messageOf } from "../connection/connection-error.ts";
import { checkEventData } from "./check-event-data.ts";
import { type EventFields, eventOf } from "./event-of.ts";

/** An event as the outbox keeps it: fixed when it was emitted, whatever becomes of its data. */
export interface EmittedEvent extends Omit<EventFields, "data"> {
  /** As JSON. */
  readonly data: string;
  /** As JSON. */
  readonly headers: string;
}

/** The events of one transaction. */
export interface EmittedEvents {
  readonly list: readonly EmittedEvent[];
  emit(definition: EventDefinition, data: unknown): void;
  /** Refuses what comes too late to be written. */
  close(): void;
}

const EVENTS_MAX = 10_000;

/**
 * Collects what a transaction of `service` emits. Whatever the bus would refuse is refused here,
 * while the transaction can still be rolled back: a TypeError.
 */
export function emittedEvents(service: string, clock: Clock): EmittedEvents {
  const list: EmittedEvent[] = [];
  let closed = false;
  return {
    list,
    emit(definition, data) {
      const { type, owner } = definition;
      if (closed) throw new TypeError(`${type} was emitted after its transaction had ended.`);
      if (owner !== service) throw new TypeError(`${service} may not emit ${type}: ${owner} does.`);
      if (list.length === EVENTS_MAX) throw new TypeError(`Over ${EVENTS_MAX} events at once.`);
      checkEventData(definition, data);
      list.push(toEmitted(toFields(definition, data, clock)));
    },
    close() {
      closed = true;
    },
  };
}

/** Checked as the bus will check it. */
function toEmitted(fields: EventFields): EmittedEvent {
  const { id, type: topic, key } = fields;
  const headers = injectTrace({});
  try {
    checkMessages([{ id, topic, key, body: eventOf(fields), headers }]);
  } catch (error) {
    throw new TypeError(`${topic} of ${key} is nothing for the bus: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return { ...fields, data: JSON.stringify(fields.data), headers: JSON.stringify(headers) };
}

function toFields(definition: EventDefinition, data: unknown, clock: Clock): EventFields {
  const { type, version } = definition;
  const time = clock.now();
  const id = uuidv7({ msecs: time.getTime() });
  return { id, type, version, key: keyOf(definition, data), time, data };
}
