import { type Bus, type Message, PUBLISH_BATCH_MAX } from "@quad/bus";
import type { Clock } from "@quad/clock";
import type { Event } from "@quad/contracts";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { type Kysely, sql } from "kysely";
import { LOCK_CLASS } from "./advisory-locks.ts";
import { messageOf } from "./connection-error.ts";
import type { Database } from "./database.ts";
import { onEmitted } from "./outbox-signal.ts";
import { withNext } from "./with-next.ts";

export interface OutboxRelayOptions<Schema> {
  readonly database: Database<Schema>;
  readonly bus: Pick<Bus, "publish">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random?: () => number;
}

/** Of a batch as JSON, more than the largest event. Two batches are in memory at a time. */
const BATCH_BYTES_MAX = 8 * 1024 * 1024;
/** In one transaction; what was taken is published again when it fails. */
const BATCHES_MAX = 10;
/** Commits of other processes are found by looking; local ones wake the relay at once. */
const POLL_EVERY_MS = 500;
const RETRY_DELAY_MS = 100;
const RETRY_DELAY_MS_MAX = 5_000;
const DRAIN_DEADLINE_MS = 2_000;

/**
 * Carries events from the outbox to the bus, in order, each at least once. `stop` first publishes
 * what is committed, for two seconds at most; the rest is published after the next start.
 */
export function outboxRelay<Schema>(options: OutboxRelayOptions<Schema>): Lifecycle {
  const { database, bus, clock, log, random = Math.random } = options;
  let nap = new AbortController();
  let stopping = false;
  let failures = 0;
  let running: Promise<void> = Promise.resolve();
  let stopListening = () => {};

  async function publishAll(isOver: () => boolean): Promise<void> {
    while ((await relayBatches(database.sql, bus, isOver)) === "more" && !isOver());
  }

  async function run(): Promise<void> {
    while (!stopping) {
      // Before the outbox is read: a commit that comes after the reading must end the next nap.
      nap = new AbortController();
      try {
        await publishAll(() => stopping);
        if (failures > 0) log.info("events flow again");
        failures = 0;
      } catch (error) {
        if (failures === 0) log.warn(`events wait in the outbox: ${messageOf(error)}`);
        failures++;
        // A commit does not cut the pause after a failure short, not even one just before it.
        nap = new AbortController();
      }
      await clock.sleep(napMs(), nap.signal).catch(() => {});
    }
  }

  function napMs(): number {
    if (stopping) return 0;
    if (failures === 0) return POLL_EVERY_MS;
    const delayMs = Math.min(RETRY_DELAY_MS * 2 ** (failures - 1), RETRY_DELAY_MS_MAX);
    return delayMs * (0.5 + random() / 2);
  }

  return managed({
    async start() {
      stopping = false;
      failures = 0;
      stopListening = onEmitted(database.sql, () => failures === 0 && nap.abort());
      running = run();
    },
    async stop() {
      stopListening();
      stopping = true;
      nap.abort();
      await running;
      const deadline = clock.now().getTime() + DRAIN_DEADLINE_MS;
      // What cannot be published now is published after the next start.
      await publishAll(() => clock.now().getTime() > deadline).catch(() => {});
    },
  });
}

/**
 * One transaction: take the oldest events, publish them while the next are being taken, commit that
 * they are gone. When anything fails before the commit they are still there, and published again
 * under the same ids. There is no position to remember, and so none that could be wrong.
 *
 * One relay at a time, settled before the outbox is read: whoever waited for a row of the other
 * instead would wake up with an old view of the table. A relay that is paused in the middle loses
 * its transaction to the server's idle timeout, and the lock with it.
 */
async function relayBatches<Schema>(
  database: Kysely<Schema>,
  bus: Pick<Bus, "publish">,
  isOver: () => boolean,
): Promise<"more" | "done"> {
  return database.transaction().execute(async (transaction) => {
    // A commit that is lost in a crash only repeats messages: no need to wait for the disk.
    await sql`${withNext}
      select set_config('synchronous_commit', 'off', true),
        pg_advisory_xact_lock(${LOCK_CLASS.relay}, 0)
    `.execute(transaction);
    let published: Promise<void> = Promise.resolve();
    try {
      for (let batch = 0; batch < BATCHES_MAX && (batch === 0 || !isOver()); batch++) {
        const { rows, isLast } = await takeBatch(transaction);
        await published;
        if (rows.length > 0) published = bus.publish(rows.map(toMessage));
        // Heard below, or in the next round.
        published.catch(() => {});
        if (isLast) return "done";
      }
      return "more";
    } finally {
      // Before the commit, and before anybody could publish these again.
      await published;
    }
  });
}

async function takeBatch<Schema>(
  transaction: Kysely<Schema>,
): Promise<{ rows: OutboxRow[]; isLast: boolean }> {
  const { rows } = await sql<OutboxRow>`
    with oldest as (
      select id, sum(octet_length(event::text)) over (order by id) as bytes
      from (select id, event from quad_outbox order by id limit ${PUBLISH_BATCH_MAX}) as oldest
    ),
    taken as (
      delete from quad_outbox using oldest
      where quad_outbox.id = oldest.id and bytes <= ${BATCH_BYTES_MAX}
      returning quad_outbox.id, event, headers
    )
    select event, headers, (select count(*) from oldest)::integer as found
    from taken order by id
  `.execute(transaction);
  const found = rows[0]?.found ?? 0;
  return { rows, isLast: found < PUBLISH_BATCH_MAX && found === rows.length };
}

interface OutboxRow {
  readonly event: Event;
  readonly headers: Readonly<Record<string, string>>;
  /** How many were found; those that are not taken would make the batch too large. */
  readonly found: number;
}

function toMessage({ event, headers }: OutboxRow): Message {
  return { id: event.id, topic: event.type, key: event.subject, body: event, headers };
}
