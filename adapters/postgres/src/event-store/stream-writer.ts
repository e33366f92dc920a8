import type { Clock } from "@quad/clock";
import {
  checkArchive,
  checkEvents,
  checkExpected,
  checkRange,
  checkSnapshot,
  checkStream,
  checkSubscriptionName,
  checkWanted,
  type EventWriter,
  type Upcasters,
} from "@quad/event-store";
import type { Kysely } from "kysely";
import { rewindCheckpoint } from "./checkpoints.ts";
import { findSnapshot, saveSnapshot } from "./snapshots.ts";
import { appendEvents, archiveStream, readStream } from "./streams.ts";

export interface StreamWriterOptions<Schema> {
  /** A database, or a transaction under way. */
  readonly sql: Kysely<Schema>;
  readonly clock: Clock;
  readonly upcast: Upcasters;
  /** Around every statement; refuses while the store does not run. */
  readonly run: <T>(call: () => Promise<T>) => Promise<T>;
  /** Called when there may be news for subscriptions. */
  readonly tell: () => void;
}

/** What one does with single streams, by whatever connection. */
export function streamWriter<Schema>(options: StreamWriterOptions<Schema>): EventWriter {
  const { sql, clock, upcast, run, tell } = options;
  return {
    append: (stream, events, { expected }) =>
      run(async () => {
        checkStream(stream);
        checkExpected(expected);
        const checked = checkEvents(events);
        const appended = await appendEvents(sql, stream, checked, { expected, now: clock.now() });
        tell();
        return appended;
      }),
    read: (stream, range = {}) =>
      run(async () => {
        checkStream(stream);
        const events = await readStream(sql, stream, checkRange(range));
        return events.map(upcast);
      }),
    saveSnapshot: (stream, snapshot) =>
      run(async () => {
        checkStream(stream);
        const state = checkSnapshot(snapshot);
        await saveSnapshot(sql, stream, { ...snapshot, state });
      }),
    snapshot: (stream, wanted) =>
      run(async () => {
        checkStream(stream);
        return await findSnapshot(sql, stream, checkWanted(wanted));
      }),
    archive: (stream, { expected }) =>
      run(async () => {
        checkStream(stream);
        checkArchive(expected);
        await archiveStream(sql, stream, expected);
      }),
    rewind: (name) =>
      run(async () => {
        checkSubscriptionName(name);
        await rewindCheckpoint(sql, name);
        tell();
      }),
  };
}
