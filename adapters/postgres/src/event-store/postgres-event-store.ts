import type { Clock } from "@quad/clock";
import type { Database, Tx } from "@quad/database";
import { isQuadError } from "@quad/errors";
import {
  checkHistoryRange,
  checkSubscriptionName,
  type EventStore,
  type EventStoreSupports,
  eventStoreErrors,
  members,
  news,
  type Upcasters,
  upcasters,
} from "@quad/event-store";
import { callsUnderWay, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { migrateSchema } from "../migrate-schema.ts";
import { Announcer } from "./announcer.ts";
import { readHistory } from "./history.ts";
import { look } from "./look.ts";
import { type StreamWriterOptions, streamWriter } from "./stream-writer.ts";
import { transactionalMember } from "./transactional-member.ts";

export interface PostgresEventStoreOptions<Schema> {
  /** Of the service whose streams these are; started before the store and stopped after it. */
  readonly database: Database<Schema>;
  /** Of the same database: for its migrations, and to hear of other processes. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly upcasters?: Upcasters;
  /** In [0, 1), for jitter. */
  readonly random?: () => number;
}

const SUPPORTS: EventStoreSupports = Object.freeze({
  durable: true,
  multiProcess: true,
  transactions: true,
});

const MIGRATIONS = new URL("../../migrations/event-store/", import.meta.url);

/**
 * Streams in a service's own database, in the schema `quad_events`, so that events, outbox and
 * read models are one transaction. Errors of `start`: those of `connect` and
 * of migrations.
 */
export function postgresEventStore<Schema>(
  options: PostgresEventStoreOptions<Schema>,
): EventStore<Tx<Schema>> {
  const { database, url, clock, log, random = Math.random } = options;
  const upcast = options.upcasters ?? upcasters({});
  const calls = callsUnderWay();
  const appended = news();
  const joined = members();
  const announcer = new Announcer({ url, sql: database.sql, clock, heard: appended.tell });
  const tell = () => {
    appended.tell();
    announcer.announce();
  };
  const lifecycle = managed({
    async start() {
      await migrateSchema({ url, clock, folder: MIGRATIONS, schema: "quad_events" });
      announcer.start();
    },
    async stop() {
      await joined.stop();
      await calls.ended();
      await announcer.stop();
    },
  });

  /** A call by itself: `stop` waits for it, and its errors are those of the port. */
  async function alone<T>(call: () => Promise<T>): Promise<T> {
    needRunning();
    return await calls.run(call).catch(fail);
  }
  async function inTransaction<T>(call: () => Promise<T>): Promise<T> {
    needRunning();
    return await call();
  }
  function needRunning(): void {
    if (lifecycle.state !== "running") throw eventStoreErrors.EVENT_STORE_NOT_RUNNING();
  }
  const writer = (special: Pick<StreamWriterOptions<Schema>, "sql" | "run" | "tell">) =>
    streamWriter({ clock, upcast, ...special });

  return {
    ...writer({ sql: database.sql, run: alone, tell }),
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    within(tx) {
      needRunning();
      return writer({ sql: tx.sql, run: inTransaction, tell: () => tx.afterCommit(tell) });
    },
    readAll: (range) =>
      alone(async () => {
        const checked = checkHistoryRange(range);
        await look(database.sql);
        const events = await readHistory(database.sql, checked);
        return events.map(upcast);
      }),
    subscribe: (...subscriptions) =>
      joined.add(
        transactionalMember(subscriptions, {
          ...{ database, clock, random, log, upcast, alone, onNews: appended.on },
        }),
      ),
    progress: (name) =>
      alone(async () => {
        checkSubscriptionName(name);
        const { positions, head } = await look(database.sql, [name]);
        return { position: positions.get(name) ?? 0, head };
      }),
  };
}

/** Says in the words of the port that the database is away. */
function fail(error: unknown): never {
  if (!isQuadError(error, "DATABASE_UNAVAILABLE")) throw error;
  throw eventStoreErrors.EVENT_STORE_UNAVAILABLE({ reason: error.message }, error);
}
