import type { Static, TSchema } from "typebox";

/**
 * One version of one kind of event: a fact in the past tense that its owner publishes and anybody
 * may hear. A published version never changes its meaning; a new field is optional, anything else
 * is a new version in a file beside it. The owner says both while somebody still hears the old one.
 */
export interface EventDefinition<Schema extends TSchema = TSchema> {
  /** `<owner>.<fact>`; also the topic on the bus. */
  readonly type: string;
  readonly version: number;
  /** The one service that publishes it. */
  readonly owner: string;
  /** When it happens, in one sentence. */
  readonly summary: string;
  /** The field of `data` by which order is kept. */
  readonly key: string;
  readonly schema: Schema;
  readonly example: Static<Schema>;
}

export type DataOf<Definition> =
  Definition extends EventDefinition<infer Schema> ? Static<Schema> : never;

/** A CloudEvents 1.0 envelope in structured JSON form. */
export interface Event<Data = unknown> {
  readonly specversion: "1.0";
  /** UUIDv7; repeated when the same fact is published again. */
  readonly id: string;
  /** `/services/<owner>` */
  readonly source: string;
  readonly type: string;
  /** The key: what the fact is about. */
  readonly subject: string;
  /** When it happened; ISO 8601, UTC. */
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** `/contracts/events/<type>/<version>` */
  readonly dataschema: string;
  readonly data: Data;
}

export function defineEvent<Schema extends TSchema>(
  definition: EventDefinition<Schema>,
): EventDefinition<Schema> {
  return Object.freeze(definition);
}

/** Where the schema of an event is described: `/contracts/events/<type>/<version>`. */
export function dataschemaOf({ type, version }: Pick<EventDefinition, "type" | "version">): string {
  return `/contracts/events/${type}/${version}`;
}

/** The version that an event was written in; undefined for what does not say. */
export function versionOf(event: Pick<Event, "dataschema"> | undefined): number | undefined {
  const [, version] = /\/(\d{1,6})$/.exec(event?.dataschema ?? "") ?? [];
  return version === undefined ? undefined : Number(version);
}

/** The key of an event with this data, as a string. */
export function keyOf(definition: EventDefinition, data: unknown): string {
  const key = (data as Record<string, unknown>)[definition.key];
  if (typeof key !== "string") throw new TypeError(`${definition.type} has no key in its data.`);
  return key;
}
