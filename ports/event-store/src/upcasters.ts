import { eventStoreErrors } from "./event-store-errors.ts";
import type { RecordedEvent } from "./recorded-event.ts";

/** Makes data of one schema into data of the next. Pure: the same data, the same answer. */
export type Upcaster = (data: unknown) => unknown;

/** For each type of event, the step from each schema to the next: `{ 1: toSecond, 2: toThird }`. */
export type UpcasterSteps = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

/** Makes an event of any schema into one of the newest. Error: EVENT_STORE_SCHEMA_UNREADABLE. */
export type Upcasters = <Event extends RecordedEvent>(event: Event) => Event;

/**
 * What was recorded stays as it is; whoever reads sees the newest shape. The newest schema of a
 * type is the one after its last step; a type without steps is read as it was written.
 */
export function upcasters(steps: UpcasterSteps): Upcasters {
  const types = new Map(
    Object.entries(steps).map(([type, given]) => {
      const known = new Map(Object.entries(given).map(([from, step]) => [Number(from), step]));
      return [type, { known, newest: Math.max(0, ...known.keys()) + 1 }];
    }),
  );
  return (event) => {
    const entry = types.get(event.type);
    if (!entry || event.schema === entry.newest) return event;
    const { known, newest } = entry;
    if (event.schema > newest) throw unreadable(event, `this program knows schema ${newest}`);
    let { data } = event;
    for (let schema = event.schema; schema < newest; schema++) {
      const step = known.get(schema);
      if (!step) throw unreadable(event, `there is no step from schema ${schema}`);
      data = take(step, data, event);
    }
    return { ...event, data, schema: newest };
  };
}

function take(step: Upcaster, data: unknown, event: RecordedEvent): unknown {
  try {
    return step(data);
  } catch (error) {
    throw unreadable(event, "its upcaster failed", error);
  }
}

function unreadable({ type, schema }: RecordedEvent, reason: string, cause?: unknown): Error {
  return eventStoreErrors.EVENT_STORE_SCHEMA_UNREADABLE({ type, schema, reason }, cause);
}
