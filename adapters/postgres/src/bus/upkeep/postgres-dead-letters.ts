import {
  busErrors,
  checkMessages,
  DEAD_LETTERS_PAGE_DEFAULT,
  DEAD_LETTERS_PAGE_MAX,
  type DeadLetter,
  type DeadLetters,
} from "@quad/bus";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { run } from "../bus-pools.ts";
import { CHANNEL, EVERYONE } from "../publish/notification.ts";
import { bodyOf, type StoredBody } from "../stored-body.ts";

interface Row extends StoredBody {
  readonly dead: string;
  readonly group: string;
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly attempts: number;
  readonly error: string;
  readonly diedAt: Date;
  readonly blocked: number;
}

/** A dead key, its oldest message, and how many wait behind that one. */
const DEAD_LETTER = `
  select dead, group_name as "group", id, topic, key, body, event_version, event_time,
         headers, attempts, error, died_at as "diedAt", (waiting - 1)::integer as blocked
  from held_key
  cross join lateral (
    select id, topic, body, event_version, event_time, headers, count(*) over () as waiting
    from held_message as message
    where message.group_name = held_key.group_name
      and message.slot = held_key.slot and message.key = held_key.key
    order by position
    limit 1
  ) as oldest`;

/** By number, which is the order of their deaths. */
const LIST: Statement = {
  name: "dead-letters",
  text: `${DEAD_LETTER}
    where dead > $1 and ($2::text is null or group_name = $2)
    order by dead
    limit $3`,
};

const GET: Statement = { name: "dead-letter", text: `${DEAD_LETTER} where dead = $1` };

/**
 * Both only change how the key stands and leave the rest to the slot's next owner, who may be
 * moving messages of this key right now. A key that has no message left is freed by it, too.
 */
const REPLAY: Statement = {
  name: "replay",
  text: `
    with revived as (
      update held_key set dead = null, died_at = null, error = null, attempts = 0, due_at = now()
      where dead = $1
      returning group_name, slot, key
    ),
    edited as (
      update held_message as message set body = $2, event_version = null, event_time = null
      from revived
      where $2::json is not null and ${oldestOf("revived")}
    )
    select pg_notify('${CHANNEL}', '${EVERYONE}') from revived`,
};

const DISCARD: Statement = {
  name: "discard",
  text: `
    with revived as (
      update held_key set dead = null, died_at = null, error = null, attempts = 0, due_at = now()
      where dead = $1
      returning group_name, slot, key
    ),
    discarded as (
      delete from held_message as message using revived where ${oldestOf("revived")}
    )
    select pg_notify('${CHANNEL}', '${EVERYONE}') from revived`,
};

function oldestOf(key: string): string {
  return `message.group_name = ${key}.group_name and message.slot = ${key}.slot
        and message.key = ${key}.key and position = (
          select min(position) from held_message as any_message
          where any_message.group_name = ${key}.group_name
            and any_message.slot = ${key}.slot and any_message.key = ${key}.key)`;
}

/** `pool` refuses while the bus does not run. */
export function postgresDeadLetters(pool: () => pg.Pool): DeadLetters {
  async function change(statement: Statement, id: string, ...values: unknown[]): Promise<void> {
    const changed = await run(pool(), statement, [numberOf(id), ...values]);
    if (changed.length === 0) throw busErrors.BUS_DEAD_LETTER_NOT_FOUND({ id });
  }

  async function get(id: string): Promise<DeadLetter> {
    const [row] = await run<Row>(pool(), GET, [numberOf(id)]);
    if (!row) throw busErrors.BUS_DEAD_LETTER_NOT_FOUND({ id });
    return deadLetterOf(row);
  }

  return {
    async list({ group = null, limit = DEAD_LETTERS_PAGE_DEFAULT, cursor = "0" } = {}) {
      const size = Math.min(limit, DEAD_LETTERS_PAGE_MAX);
      const rows = await run<Row>(pool(), LIST, [numberOf(cursor), group, size + 1]);
      const items = rows.slice(0, size).map(deadLetterOf);
      return { items, next: rows.length > size ? (items.at(-1)?.id ?? null) : null };
    },
    get,
    async replay(id, edit) {
      if (!edit) return await change(REPLAY, id, null);
      const { message } = await get(id);
      const [edited] = checkMessages([{ ...message, ...edit }]);
      await change(REPLAY, id, edited?.json);
    },
    discard: (id) => change(DISCARD, id),
  };
}

function numberOf(id: string): string {
  if (!/^\d{1,18}$/.test(id)) throw busErrors.BUS_DEAD_LETTER_NOT_FOUND({ id });
  return id;
}

function deadLetterOf(row: Row): DeadLetter {
  const { dead, group, id, topic, key, headers, attempts, error, diedAt, blocked } = row;
  const message = { id, topic, key, body: bodyOf(row), headers };
  return { id: dead, group, message, attempts, error, diedAt, blocked };
}
