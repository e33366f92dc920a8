import type { EventStore, StreamRange } from "@quad/event-store";
import type { Change, DecidedEvent, Decider, Versioned } from "./decider.ts";
import { execute } from "./execute.ts";
import { readState } from "./read-state.ts";
import { RecentStates } from "./recent-states.ts";

/** Of a few kilobytes each. */
const RECENT_MAX = 500;

/** The part of a transaction that a change needs. */
interface Committing {
  afterCommit(callback: () => void): void;
}

/** All things of one kind, each a stream. Errors of every call: those of the store. */
export interface EventSourced<State, Command, Event extends DecidedEvent, Transaction> {
  /** Does what a command says, in a commit of its own. Errors: those of `decide`. */
  execute(id: string, command: Command): Promise<Change<State, Event>>;
  /** The same as a part of the caller's transaction; watchers wake when that has committed. */
  executeWithin(
    transaction: Transaction,
    id: string,
    command: Command,
  ): Promise<Change<State, Event>>;
  /** A new thing: not read before, which saves a round trip. One that is there is found out. */
  beginWithin(
    transaction: Transaction,
    id: string,
    command: Command,
  ): Promise<Change<State, Event>>;
  /** As it is now; null when nothing has happened. */
  find(id: string): Promise<Versioned<State> | null>;
  /** As it was then; null when nothing had happened. */
  findAt(id: string, moment: Pick<StreamRange, "until" | "upTo">): Promise<Versioned<State> | null>;
  /** What this process knows of it without asking: perhaps nothing, perhaps not the newest. */
  recent(id: string): Versioned<State> | undefined;
  /** Calls `wake` after each change of this process until the returned function is called. */
  watch(id: string, wake: () => void): () => void;
}

/** For a service to make once, and keep: it remembers what was changed a moment ago. */
export function eventSourced<
  State,
  Command,
  Event extends DecidedEvent,
  Transaction extends Committing,
>(
  decider: Decider<State, Command, Event>,
  store: EventStore<Transaction>,
): EventSourced<State, Command, Event, Transaction> {
  const recent = new RecentStates<State>(RECENT_MAX);

  async function within(
    transaction: Transaction,
    id: string,
    command: Command,
    known: Versioned<State> | null | undefined,
  ): Promise<Change<State, Event>> {
    const change = await execute(decider, store.within(transaction), id, command, known);
    transaction.afterCommit(() => recent.keep(id, change.after));
    return change;
  }

  return {
    async execute(id, command) {
      const change = await execute(decider, store, id, command, recent.get(id));
      recent.keep(id, change.after);
      return change;
    },
    executeWithin: (transaction, id, command) => within(transaction, id, command, recent.get(id)),
    beginWithin: (transaction, id, command) => within(transaction, id, command, null),
    find: (id) => readState(decider, store, id, { known: recent.get(id) ?? null }),
    findAt: (id, moment) => readState(decider, store, id, moment),
    recent: (id) => recent.get(id),
    watch: (id, wake) => recent.watch(id, wake),
  };
}
