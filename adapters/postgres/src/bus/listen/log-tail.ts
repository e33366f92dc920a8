import type { Listening, Message } from "@quad/bus";
import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { SLOTS } from "../bus-limits.ts";
import { run } from "../bus-pools.ts";
import { isFor } from "../publish/notification.ts";
import { retryUntilAborted } from "../retry-until-aborted.ts";
import { bodyOf, type StoredBody } from "../stored-body.ts";
import type { Listener } from "./listener.ts";

const PAGE = 500;
/** Notifications of topics that nobody hears, before the log is read past their messages. */
const UNHEARD_CALLS_MAX = 500;

/** Between two looks, which are a second apart; less than a message is kept (pruner.ts). */
const PAUSE_MS_MAX = 10 * 60 * 1_000;

/** Positions are the order of commits, so whoever has read up to one has missed nothing before. */
const READ: Statement = {
  name: "read-log",
  text: `
    with head as (
      select coalesce(max(newest.position), 0) as position
      from generate_series(0, ${SLOTS - 1}) as slots (slot)
      cross join lateral (
        select position from message where message.slot = slots.slot
        order by position desc limit 1
      ) as newest
    )
    select head.position as head, next.*
    from head left join lateral (
      select each.*
      from generate_series(0, ${SLOTS - 1}) as slots (slot)
      cross join lateral (
        select position, id, topic, key, body, event_version, event_time, headers from message
        where message.slot = slots.slot and position > $1 and position <= head.position
          and topic = any($2)
        order by position limit ${PAGE}
      ) as each
      order by position limit ${PAGE}
    ) as next on true
    order by next.position`,
};

/** All fields but the first are null in the one row of an empty page. */
interface LogRow extends Omit<Message, "body">, StoredBody {
  readonly head: string;
  readonly position: string | null;
}

interface Hearing extends Listening {
  /** The newest position when it was taken. */
  readonly since: bigint;
}

interface LogTailOptions {
  readonly pool: pg.Pool;
  readonly listener: Listener;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The listeners of a process. They read the log together, from where they have come to, when a
 * publisher calls: nobody looks for news, and nothing is stored about them.
 */
export class LogTail {
  readonly #options: LogTailOptions;
  readonly #hearings = new Set<Hearing>();
  readonly #closing = new AbortController();
  readonly #silence: () => void;
  #position = 0n;
  #reading: Promise<void> | undefined;
  #calls = 0;
  #unheardCalls = 0;
  #lookedAt: number;

  constructor(options: LogTailOptions) {
    this.#options = options;
    this.#lookedAt = options.clock.now().getTime();
    this.#silence = options.listener.tell({
      call: (payload) => this.#call(payload),
      look: () => this.#look(),
      sessionChanged: () => this.#sessionChanged(),
    });
  }

  /** Resolves when it hears. Returns the way to leave. Error: BUS_UNAVAILABLE. */
  async join(listening: Listening): Promise<() => void> {
    const [row] = await run<LogRow>(this.#options.pool, READ, ["0", []]);
    const since = BigInt(row?.head ?? 0);
    const hearing = { ...listening, since };
    if (this.#hearings.size === 0) this.#position = since;
    this.#hearings.add(hearing);
    // A page that was asked for before was asked for without its topics.
    await this.#reading;
    return () => this.#hearings.delete(hearing);
  }

  /** Nobody hears any more when it has resolved. */
  async close(): Promise<void> {
    this.#silence();
    this.#closing.abort();
    await this.#reading;
    this.#hearings.clear();
  }

  #call(payload: string): void {
    const isHeard = isFor(payload, this.#topics());
    if (!isHeard && ++this.#unheardCalls < UNHEARD_CALLS_MAX) return;
    this.#read();
  }

  /** While the session was gone, nobody was called. */
  #sessionChanged(): void {
    if (!this.#options.listener.connected) return;
    this.#tellAll(({ missed }) => missed());
    this.#read();
  }

  /** What a process that was paused comes back to may have been pruned. */
  #look(): void {
    const now = this.#options.clock.now().getTime();
    if (now - this.#lookedAt > PAUSE_MS_MAX) this.#tellAll(({ missed }) => missed());
    this.#lookedAt = now;
  }

  #read(): void {
    this.#unheardCalls = 0;
    this.#calls++;
    if (this.#hearings.size > 0) this.#reading ??= this.#readAll();
  }

  async #readAll(): Promise<void> {
    const { clock } = this.#options;
    for (let calls = -1; calls !== this.#calls && !this.#closing.signal.aborted; ) {
      calls = this.#calls;
      while (await retryUntilAborted(() => this.#readPage(), clock, this.#closing.signal));
    }
    this.#reading = undefined;
  }

  /** True when there may be more. */
  async #readPage(): Promise<boolean> {
    const values = [String(this.#position), [...this.#topics()]];
    const rows = await run<LogRow>(this.#options.pool, READ, values);
    const isFull = rows.length === PAGE;
    for (const row of rows) this.#tell(row);
    const end = isFull ? rows.at(-1)?.position : rows[0]?.head;
    const reached = BigInt(end ?? 0);
    if (reached > this.#position) this.#position = reached;
    return isFull;
  }

  #tell({ position, ...row }: LogRow): void {
    if (position === null) return;
    const { id, topic, key, headers } = row;
    const message = { id, topic, key, body: bodyOf(row), headers };
    this.#tellAll(({ since, topics, hear }) => {
      if (BigInt(position) <= since || !topics.includes(topic)) return;
      hear(structuredClone(message));
    });
  }

  /** One that throws is no reason to tell the others twice. */
  #tellAll(tell: (hearing: Hearing) => void): void {
    for (const hearing of this.#hearings) {
      try {
        tell(hearing);
      } catch (error) {
        this.#options.log.error({ error }, "a listener of the bus has thrown");
      }
    }
  }

  #topics(): Set<string> {
    return new Set([...this.#hearings].flatMap(({ topics }) => topics));
  }
}
