import type { Message } from "@quad/bus";
import { type Event, type EventDefinition, versionOf } from "@quad/contracts";
import { Compile } from "typebox/compile";
import { chassisErrors } from "../chassis-errors.ts";
import type { Kit } from "../kit.ts";
import type { Consumer } from "./consumer.ts";
import { type Turnstile, turnstile } from "./turnstile.ts";

/** A row, ready to be used. */
export interface Hearing {
  readonly consumer: Consumer<Kit>;
  readonly enter: Turnstile;
}

/** A service's table of consumers, by topic and version. A version listed twice is a TypeError. */
export function eventTable(service: string, consumers: readonly Consumer<Kit>[]) {
  const topics = new Map<string, Map<number, Row>>();
  for (const consumer of consumers) {
    const { type, version, schema } = consumer.event;
    const versions = topics.get(type) ?? new Map<number, Row>();
    if (versions.has(version)) {
      throw new TypeError(`${service} lists version ${version} of ${type} twice.`);
    }
    const enter = turnstile(consumer.concurrency);
    topics.set(type, versions.set(version, { consumer, data: Compile(schema), enter }));
  }

  return {
    topics: [...topics.keys()],
    /**
     * The row that a message is for, and its event; undefined for a version to be passed over.
     * Errors, neither of which another try could mend: EVENT_VERSION_UNKNOWN, EVENT_INVALID.
     */
    find(message: Message): { hearing: Hearing; event: Event } | undefined {
      const versions = topics.get(message.topic);
      if (!versions) throw new TypeError(`${service} does not hear ${message.topic}.`);
      const event = message.body as Event;
      const version = versionOf(event);
      const row = versions.get(version ?? Number.NaN);
      if (row) return { hearing: row, event: checked(row, event, message) };
      if (version !== undefined && isPassedOver(versions, version)) return undefined;
      throw chassisErrors.EVENT_VERSION_UNKNOWN({
        ...{ topic: message.topic, id: message.id, version: version ?? "none" },
        known: [...versions.keys()].join(", "),
      });
    },
  };
}

interface Row extends Hearing {
  readonly data: ReturnType<typeof Compile<EventDefinition["schema"]>>;
}

function isPassedOver(versions: ReadonlyMap<number, Row>, version: number): boolean {
  return [...versions.values()].some(({ consumer }) =>
    consumer.passesOverVersions?.includes(version),
  );
}

function checked({ data }: Row, event: Event, { topic, id }: Message): Event {
  if (data.Check(event?.data)) return event;
  const [fault] = data.Errors(event?.data);
  const reason = fault ? `${fault.instancePath || "data"} ${fault.message}` : "no data";
  throw chassisErrors.EVENT_INVALID({ topic, id, reason });
}
