import { randomUUID } from "node:crypto";
import type { Clock } from "@quad/clock";
import { connect } from "@quad/database";
import { type Kysely, sql } from "kysely";
import type pg from "pg";

const CHANNEL = "quad_events";
/** One call a while is enough: whoever hears it reads all there is. */
const ANNOUNCE_EVERY_MS = 25;
const RECONNECT_EVERY_MS = 1_000;
const CONNECT_DEADLINE_MS = 1_000;

interface AnnouncerOptions<Schema> {
  readonly url: string;
  readonly sql: Kysely<Schema>;
  readonly clock: Clock;
  /** Another process has appended. */
  readonly heard: () => void;
}

/**
 * Wakes the subscriptions of other processes, and is woken by them. Calls are made after the
 * commit, in a transaction of their own: NOTIFY inside an append would make all commits of the
 * database take turns. A call that is lost costs time only: members look by themselves.
 *
 * Whoever comes says so, and who hears of a newcomer answers; until then a process believes that it
 * is alone, and calls nobody: of an order that saves one statement for each append.
 */
export class Announcer<Schema> {
  readonly #options: AnnouncerOptions<Schema>;
  readonly #self = randomUUID();
  readonly #others = new Set<string>();
  #stopping = new AbortController();
  #announcing: Promise<void> | undefined;
  #again = false;
  #listening: Promise<void> = Promise.resolve();

  constructor(options: AnnouncerOptions<Schema>) {
    this.#options = options;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#listening = this.#listen(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#listening, this.#announcing]);
  }

  announce(): void {
    if (this.#others.size === 0) return;
    this.#again = true;
    this.#announcing ??= this.#announceAll(this.#stopping.signal);
  }

  async #announceAll(signal: AbortSignal): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await sql`
        select pg_notify(${CHANNEL}, ${this.#self})
        from (select set_config('synchronous_commit', 'off', true)) as no_need_to_wait
      `
        .execute(this.#options.sql)
        .catch(() => {});
      await this.#options.clock.sleep(ANNOUNCE_EVERY_MS, signal).catch(() => {});
    }
    this.#announcing = undefined;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      await this.#listenOnce(signal).catch(() => {});
      await clock.sleep(RECONNECT_EVERY_MS, signal).catch(() => {});
    }
  }

  /** Until the connection is lost, or the signal aborts. */
  async #listenOnce(signal: AbortSignal): Promise<void> {
    const { url, clock, heard } = this.#options;
    // Without the signal: a stop waits for an attempt under way, which is short.
    const client = await connect({ url, clock, deadlineMs: CONNECT_DEADLINE_MS });
    const over = Promise.withResolvers<void>();
    client.on("end", over.resolve);
    signal.addEventListener("abort", () => over.resolve(), { once: true });
    client.on("notification", ({ payload = "" }: pg.Notification) => {
      if (payload === this.#self) return;
      const isNew = !this.#others.has(payload);
      this.#others.add(payload);
      heard();
      // So that the newcomer hears of this process, and looks for what it has missed until now.
      if (isNew) this.announce();
    });
    try {
      await client.query(`listen ${CHANNEL}`);
      await client.query("select pg_notify($1, $2)", [CHANNEL, this.#self]);
      // Nobody listened before.
      heard();
      if (!signal.aborted) await over.promise;
    } finally {
      await client.end().catch(() => {});
    }
  }
}
