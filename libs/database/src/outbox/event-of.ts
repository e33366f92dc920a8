import { dataschemaOf, type Event, versionOf } from "@quad/contracts";

/** What an event says of its own; the outbox keeps these, and no more. */
export interface EventFields {
  readonly id: string;
  /** `<owner>.<fact>` */
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly time: Date;
  readonly data: unknown;
}

/** The whole event: always the same for the same fields, however often it is published. */
export function eventOf({ id, type, version, key, time, data }: EventFields): Event {
  const [owner] = type.split(".");
  return {
    specversion: "1.0",
    id,
    source: `/services/${owner}`,
    type,
    subject: key,
    time: time.toISOString(),
    datacontenttype: "application/json",
    dataschema: dataschemaOf({ type, version }),
    data,
  };
}

/** The inverse: undefined for anything but an event that `eventOf` makes again to the letter. */
export function eventFieldsOf(value: unknown): EventFields | undefined {
  const event = (value ?? {}) as Partial<Record<keyof Event, unknown>>;
  const { id, type, subject: key, data } = event;
  const version = versionOf({ dataschema: String(event.dataschema) });
  const time = new Date(String(event.time));
  if (typeof id !== "string" || typeof type !== "string" || typeof key !== "string") return;
  if (version === undefined || Number.isNaN(time.getTime())) return;
  const fields = { id, type, version, key, time, data };
  return JSON.stringify(eventOf(fields)) === JSON.stringify(value) ? fields : undefined;
}
