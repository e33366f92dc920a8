import { dataschemaOf, type Event } from "@quad/contracts";

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
