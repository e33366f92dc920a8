import { type Bus, type Message, PUBLISH_BATCH_MAX } from "@quad/bus";
import { isQuadError } from "@quad/errors";
import type { Logger } from "@quad/telemetry";
import { type Kysely, sql } from "kysely";
import { LOCK_CLASS } from "../advisory-locks.ts";
import { type EventFields, eventOf } from "./event-of.ts";

/** Of a batch as JSON, more than the largest event. Two batches are in memory at a time. */
const BATCH_BYTES_MAX = 8 * 1024 * 1024;
/** In one transaction; what was taken is published again when it fails. */
const BATCHES_MAX = 10;

interface Carrying<Schema> {
  readonly database: Kysely<Schema>;
  readonly bus: Pick<Bus, "publish">;
  readonly log: Logger;
}

/** True when something waits in the outbox. */
export async function hasEvents<Schema>(database: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql`select from quad_outbox limit 1`.execute(database);
  return rows.length > 0;
}

/**
 * One transaction: take the oldest events, publish them while the next are being taken, commit that
 * they are gone. When anything fails before the commit they are still there, and published again
 * under the same ids. There is no position to remember, and so none that could be wrong.
 *
 * One relay at a time, see `takeBatch`. A relay that is paused in the middle loses its transaction
 * to the server's idle timeout, and the lock with it.
 */
export async function relayBatches<Schema>(
  { database, bus, log }: Carrying<Schema>,
  isOver: () => boolean,
): Promise<"more" | "done"> {
  return database.transaction().execute(async (transaction) => {
    const refused: Refused[] = [];
    let published: Promise<void> = Promise.resolve();
    try {
      for (let batch = 0; batch < BATCHES_MAX && (batch === 0 || !isOver()); batch++) {
        const { rows, isLast } = await takeBatch(transaction);
        await published;
        if (rows.length > 0) published = publish(bus, rows.map(toMessage), refused);
        // Heard below, or in the next round.
        published.catch(() => {});
        if (isLast) return "done";
      }
      return "more";
    } finally {
      // Before the commit, and before anybody could publish these again.
      await published;
      await setAside(transaction, refused, log);
    }
  });
}

/**
 * Takes the oldest events, if no other relay is at work; if one is, waits for its end first.
 *
 * The lock is had in the statement that reads, which saves one for each event. What the statement
 * sees may then be a moment older than the lock: what another relay has published since, it does
 * not get, for a row that is gone cannot be deleted. Who has to wait reads in a statement of its
 * own after that: it would wake up with an old view of the table.
 */
async function takeBatch<Schema>(transaction: Kysely<Schema>): Promise<Taken> {
  const taken = await tryToTakeBatch(transaction);
  if (taken) return taken;
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS.relay}, 0)`.execute(transaction);
  return (await tryToTakeBatch(transaction)) ?? { rows: [], isLast: false };
}

/** Undefined while another relay is at work. */
async function tryToTakeBatch<Schema>(transaction: Kysely<Schema>): Promise<Taken | undefined> {
  // A commit that is lost in a crash only repeats messages: no need to wait for the disk.
  const { rows } = await sql<OutboxRow>`
    with relay_turn as materialized (
      select pg_try_advisory_xact_lock(${LOCK_CLASS.relay}, 0) as ours,
        set_config('synchronous_commit', 'off', true)
    ),
    oldest as (
      select id, sum(octet_length(data::text)) over (order by id) as bytes
      from (select id, data from quad_outbox order by id limit ${PUBLISH_BATCH_MAX}) as oldest
      where (select ours from relay_turn)
    ),
    taken as (
      delete from quad_outbox using oldest
      where quad_outbox.id = oldest.id and bytes <= ${BATCH_BYTES_MAX}
      returning quad_outbox.*
    )
    select ours, (select count(*) from oldest)::integer as found,
      event_id as id, type, version, key, emitted_at as time, data, headers
    from relay_turn left join taken on true
    order by taken.id
  `.execute(transaction);
  const [first] = rows;
  if (!first?.ours) return undefined;
  const events = rows.filter(isTaken);
  const isLast = first.found < PUBLISH_BATCH_MAX && first.found === events.length;
  return { rows: events, isLast };
}

interface Taken {
  readonly rows: readonly TakenRow[];
  readonly isLast: boolean;
}

interface TakenRow extends EventFields {
  readonly headers: Readonly<Record<string, string>>;
}

/** Without an event when nothing was taken. */
type OutboxRow = (TakenRow | { readonly [Name in keyof TakenRow]: null }) & {
  readonly ours: boolean;
  /** How many were found; those that are not taken would make the batch too large. */
  readonly found: number;
};

function isTaken(row: OutboxRow): row is OutboxRow & TakenRow {
  return row.id !== null;
}

function toMessage({ headers, ...fields }: TakenRow): Message {
  const { id, type: topic, key } = fields;
  return { id, topic, key, body: eventOf(fields), headers };
}

interface Refused {
  readonly message: Message;
  readonly reason: string;
}

/**
 * A message that the bus refuses would be refused for ever, and nothing behind it published: the
 * others go out one by one, and it is set aside. `emit` refuses the same before, so it takes
 * another version's event, or a bus with limits of its own.
 */
async function publish(
  bus: Pick<Bus, "publish">,
  messages: readonly Message[],
  refused: Refused[],
): Promise<void> {
  try {
    return await bus.publish(messages);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const [message] = messages;
    if (messages.length === 1 && message) {
      refused.push({ message, reason: error.message });
      return;
    }
  }
  for (const message of messages) await publish(bus, [message], refused);
}

function isRefusal(error: unknown): error is Error {
  return isQuadError(error) && (error.kind === "invalid" || error.kind === "too-large");
}

async function setAside<Schema>(
  transaction: Kysely<Schema>,
  refused: readonly Refused[],
  log: Logger,
): Promise<void> {
  for (const { message, reason } of refused) {
    const [event, headers] = [message.body, message.headers].map((part) => JSON.stringify(part));
    await sql`
      insert into quad_outbox_refused (event, headers, reason)
      values (${event}, ${headers}, ${reason})
    `.execute(transaction);
    log.error({ id: message.id, topic: message.topic, reason }, "the bus refuses an event");
  }
}
