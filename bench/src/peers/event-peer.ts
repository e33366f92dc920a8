import type { ScratchPostgres } from "../scratch-postgres.ts";

/** One event store on Postgres. Events are `{ type, data }`. */
export interface EventPeer {
  readonly name: string;
  /** Adds one event to a stream that has `expected` events. */
  append(stream: string, event: BenchEvent, expected: number): Promise<void>;
  /** All events of a stream; answers how many. */
  read(stream: string): Promise<number>;
  /** A read model from zero: every event once, in order, through a handler that does nothing. */
  rebuild(count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface BenchEvent {
  readonly type: string;
  readonly data: { readonly text: string };
}

export type OpenEventPeer = (server: ScratchPostgres) => Promise<EventPeer>;

/** Connections, and callers at the same time, for everybody. */
export const CALLERS = 8;
/** Events that a rebuild handles at once, for everybody. */
export const REBUILD_BATCH = 500;
/** A rebuild that takes longer fails: a store that skips events would take for ever. */
export const REBUILD_DEADLINE_MS = 60_000;
