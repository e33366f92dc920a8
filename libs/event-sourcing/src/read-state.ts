import { type EventWriter, type StreamRange, streamEvents } from "@quad/event-store";
import type { DecidedEvent, Decider, Recorded, Versioned } from "./decider.ts";

/**
 * What a stream comes to within the range, read on from what is known of it. Null as long as
 * nothing has happened. Errors: those of the store.
 */
export async function readState<State, Event extends DecidedEvent>(
  { streamOf, evolve }: Pick<Decider<State, never, Event>, "streamOf" | "evolve">,
  store: Pick<EventWriter, "read">,
  id: string,
  {
    known = null,
    ...range
  }: Omit<StreamRange, "after" | "limit"> & { readonly known?: Versioned<State> | null } = {},
): Promise<Versioned<State> | null> {
  let read = known;
  const after = known?.version ?? 0;
  for await (const recorded of streamEvents(store, streamOf(id), { ...range, after })) {
    const state = evolve(read?.state ?? null, recorded as unknown as Recorded<Event>);
    read = { version: recorded.version, state };
  }
  return read;
}
