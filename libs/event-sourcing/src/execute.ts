import { isQuadError } from "@quad/errors";
import type { EventWriter } from "@quad/event-store";
import type { Change, DecidedEvent, Decider, Versioned } from "./decider.ts";
import { readState } from "./read-state.ts";

/** Others may be first now and then; not for ever. */
const ATTEMPTS_MAX = 50;

/**
 * Reads the state, decides, appends, and does it again when somebody else was first. Where
 * something follows from what is known already, the stream is not read: `known` may be old, or null
 * for one that is believed not to be there, but not wrong. Only the newest state refuses, or leaves
 * nothing to do. Errors: those of `decide` and of the store.
 */
export async function execute<State, Command, Event extends DecidedEvent>(
  decider: Decider<State, Command, Event>,
  writer: EventWriter,
  id: string,
  command: Command,
  known?: Versioned<State> | null,
): Promise<Change<State, Event>> {
  let believed = known !== undefined && seemsPossible(decider, id, known, command);
  for (let attempt = 1; ; attempt++) {
    const found = believed ? (known ?? null) : await readState(decider, writer, id);
    try {
      return await tryOnce(decider, writer, id, found, command);
    } catch (error) {
      if (!isQuadError(error, "EVENT_STORE_CONFLICT") || attempt === ATTEMPTS_MAX) throw error;
      believed = false;
    }
  }
}

function seemsPossible<State, Command, Event extends DecidedEvent>(
  { decide }: Decider<State, Command, Event>,
  id: string,
  known: Versioned<State> | null,
  command: Command,
): boolean {
  try {
    return decide(known?.state ?? null, command, id).length > 0;
  } catch {
    return false;
  }
}

async function tryOnce<State, Command, Event extends DecidedEvent>(
  { streamOf, decide, evolve, schemaOf = () => 1 }: Decider<State, Command, Event>,
  writer: EventWriter,
  id: string,
  found: Versioned<State> | null,
  command: Command,
): Promise<Change<State, Event>> {
  const before = found?.state ?? null;
  const events = decide(before, command, id);
  if (events.length === 0) {
    if (!found) throw new TypeError(`Nothing became of ${streamOf(id)}.`);
    return { before, events, after: found };
  }
  const expected = found?.version ?? 0;
  const written = events.map(({ type, data }) => ({ type, data, schema: schemaOf(type) }));
  const { version, recordedAt } = await writer.append(streamOf(id), written, { expected });
  const state = events.reduce<State | null>(
    (so, event, nth) => evolve(so, { ...event, version: expected + nth + 1, recordedAt }),
    before,
  );
  return { before, events, after: { version, state: state as State } };
}
