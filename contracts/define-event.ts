import type { Static, TSchema } from "typebox";

/**
 * One kind of event: a fact in the past tense that its owner publishes and anybody may hear.
 * A published version never changes its meaning; a new field is optional, anything else is a new
 * version.
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

/** The key of an event with this data, as a string. */
export function keyOf(definition: EventDefinition, data: unknown): string {
  const key = (data as Record<string, unknown>)[definition.key];
  if (typeof key !== "string") throw new TypeError(`${definition.type} has no key in its data.`);
  return key;
}
