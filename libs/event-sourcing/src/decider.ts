import type { RecordedEvent } from "@quad/event-store";

/** Something that happened, as the rules know it. JSON. */
export interface DecidedEvent {
  readonly type: string;
  readonly data: unknown;
}

/** With its place in its stream. */
export type Recorded<Event extends DecidedEvent> = Event &
  Pick<RecordedEvent, "version" | "recordedAt">;

/** The rules of one kind of thing: pure. Null stands for a thing of which nothing has happened. */
export interface Decider<State, Command, Event extends DecidedEvent> {
  /** The name of the stream that the thing is. */
  readonly streamOf: (id: string) => string;
  /** What happens when it is told something: nothing is an answer, a refusal is thrown. */
  readonly decide: (state: State | null, command: Command, id: string) => readonly Event[];
  /** The state after one more event. */
  readonly evolve: (state: State | null, event: Recorded<Event>) => State;
  /** Of the shape that new events of this type have. Default 1. */
  readonly schemaOf?: (type: Event["type"]) => number;
}

/** What the first `version` events of a stream come to. */
export interface Versioned<State> {
  readonly version: number;
  readonly state: State;
}

/** What a command did: nothing, when there are no events. */
export interface Change<State, Event> {
  readonly before: State | null;
  readonly events: readonly Event[];
  readonly after: Versioned<State>;
}
