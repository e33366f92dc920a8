import { checkMessages } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { dataschemaOf, type Event, type EventDefinition, keyOf } from "@quad/contracts";
import { injectTrace } from "@quad/telemetry";
import { v7 as uuidv7 } from "uuid";
import { messageOf } from "../connection/connection-error.ts";
import { checkEventData } from "./check-event-data.ts";

/** An event as the outbox keeps it: fixed when it was emitted, whatever becomes of its data. */
export interface EmittedEvent {
  /** By which order is kept. */
  readonly key: string;
  /** `{ event, headers }` */
  readonly json: string;
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
      list.push(toEmitted(toEvent(definition, data, clock)));
    },
    close() {
      closed = true;
    },
  };
}

/** Checked as the bus will check it. */
function toEmitted(event: Event): EmittedEvent {
  const { id, type: topic, subject: key } = event;
  const headers = injectTrace({});
  try {
    const [checked] = checkMessages([{ id, topic, key, body: event, headers }]);
    return { key, json: `{"event":${checked?.json},"headers":${JSON.stringify(headers)}}` };
  } catch (error) {
    throw new TypeError(`${topic} of ${key} is nothing for the bus: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function toEvent(definition: EventDefinition, data: unknown, clock: Clock): Event {
  const { type, owner } = definition;
  const now = clock.now();
  return {
    specversion: "1.0",
    id: uuidv7({ msecs: now.getTime() }),
    source: `/services/${owner}`,
    type,
    subject: keyOf(definition, data),
    time: now.toISOString(),
    datacontenttype: "application/json",
    dataschema: dataschemaOf(definition),
    data,
  };
}
