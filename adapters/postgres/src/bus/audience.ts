import type { Listening, Message } from "@quad/bus";
import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import type { Statement } from "../connections.ts";
import { SLOTS } from "./bus-limits.ts";
import { run } from "./bus-pools.ts";
import { insist } from "./insist.ts";
import type { Listener } from "./listener.ts";
import { isFor } from "./wake-up-call.ts";

const PAGE = 500;
/** Calls for topics that nobody hears, before the audience reads past what they were about. */
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
        select position, id, topic, key, body, headers from message
        where message.slot = slots.slot and position > $1 and position <= head.position
          and topic = any($2)
        order by position limit ${PAGE}
      ) as each
      order by position limit ${PAGE}
    ) as next on true
    order by next.position`,
};

/** All fields but the first are null in the one row of an empty page. */
interface LogRow extends Message {
  readonly head: string;
  readonly position: string | null;
}

interface Seat extends Listening {
  /** The newest position when it was taken. */
  readonly since: bigint;
}

interface AudienceOptions {
  readonly pool: pg.Pool;
  readonly listener: Listener;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The listeners of a process. They read the log together, from where they have come to, when a
 * publisher calls: nobody looks for news, and nothing is stored about them.
 */
export class Audience {
  readonly #options: AudienceOptions;
  readonly #seats = new Set<Seat>();
  readonly #closing = new AbortController();
  readonly #silence: () => void;
  #position = 0n;
  #reading: Promise<void> | undefined;
  #calls = 0;
  #unheardCalls = 0;
  #lookedAt: number;

  constructor(options: AudienceOptions) {
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
    const seat = { ...listening, since };
    if (this.#seats.size === 0) this.#position = since;
    this.#seats.add(seat);
    // A page that was asked for before was asked for without its topics.
    await this.#reading;
    return () => this.#seats.delete(seat);
  }

  /** Nobody hears any more when it has resolved. */
  async close(): Promise<void> {
    this.#silence();
    this.#closing.abort();
    await this.#reading;
    this.#seats.clear();
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
    if (this.#seats.size > 0) this.#reading ??= this.#readAll();
  }

  async #readAll(): Promise<void> {
    const { clock } = this.#options;
    for (let calls = -1; calls !== this.#calls && !this.#closing.signal.aborted; ) {
      calls = this.#calls;
      while (await insist(() => this.#readPage(), clock, this.#closing.signal));
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

  #tell({ position, head: _, ...message }: LogRow): void {
    if (position === null) return;
    this.#tellAll(({ since, topics, hear }) => {
      if (BigInt(position) <= since || !topics.includes(message.topic)) return;
      hear(structuredClone(message));
    });
  }

  /** One that throws is no reason to tell the others twice. */
  #tellAll(tell: (seat: Seat) => void): void {
    for (const seat of this.#seats) {
      try {
        tell(seat);
      } catch (error) {
        this.#options.log.error({ error }, "a listener of the bus has thrown");
      }
    }
  }

  #topics(): Set<string> {
    return new Set([...this.#seats].flatMap(({ topics }) => topics));
  }
}
