import type { Message } from "@quad/bus";
import { type Event, type EventDefinition, versionOf } from "@quad/contracts";
import { Compile } from "typebox/compile";
import { chassisErrors } from "../chassis-errors.ts";
import { type Turnstile, turnstile } from "./turnstile.ts";

/** What a row says of the event that it is for. */
interface EventRow {
  readonly event: EventDefinition;
  readonly concurrency?: number;
  readonly passesOverVersions?: readonly number[];
}

/** A row, ready to be used. */
interface Hearing<Row> {
  readonly row: Row;
  readonly enter: Turnstile;
  readonly data: ReturnType<typeof Compile<EventDefinition["schema"]>>;
}

/** A service's table of events, by topic and version. A version listed twice is a TypeError. */
export function eventTable<Row extends EventRow>(service: string, rows: readonly Row[]) {
  const topics = new Map<string, Map<number, Hearing<Row>>>();
  for (const row of rows) {
    const { type, version, schema } = row.event;
    const versions = topics.get(type) ?? new Map<number, Hearing<Row>>();
    if (versions.has(version)) {
      throw new TypeError(`${service} lists version ${version} of ${type} twice.`);
    }
    const enter = turnstile(row.concurrency);
    topics.set(type, versions.set(version, { row, data: Compile(schema), enter }));
  }

  return {
    topics: [...topics.keys()],
    /**
     * The row that a message is for, and its event; undefined for a version to be passed over.
     * Errors, neither of which another try could mend: EVENT_VERSION_UNKNOWN, EVENT_INVALID.
     */
    find(message: Message): { hearing: Hearing<Row>; event: Event } | undefined {
      const versions = topics.get(message.topic);
      if (!versions) throw new TypeError(`${service} does not hear ${message.topic}.`);
      const event = message.body as Event;
      const version = versionOf(event);
      const hearing = versions.get(version ?? Number.NaN);
      if (hearing) return { hearing, event: checked(hearing, event, message) };
      if (version !== undefined && isPassedOver(versions, version)) return undefined;
      throw chassisErrors.EVENT_VERSION_UNKNOWN({
        ...{ topic: message.topic, id: message.id, version: version ?? "none" },
        known: [...versions.keys()].join(", "),
      });
    },
  };
}

function isPassedOver(versions: ReadonlyMap<number, Hearing<EventRow>>, version: number): boolean {
  return [...versions.values()].some(({ row }) => row.passesOverVersions?.includes(version));
}

function checked({ data }: Hearing<EventRow>, event: Event, { topic, id }: Message): Event {
  if (data.Check(event?.data)) return event;
  const [fault] = data.Errors(event?.data);
  const reason = fault ? `${fault.instancePath || "data"} ${fault.message}` : "no data";
  throw chassisErrors.EVENT_INVALID({ topic, id, reason });
}
