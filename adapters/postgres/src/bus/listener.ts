import { randomInt } from "node:crypto";
import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import pg from "pg";
import { LOCKS } from "./bus-limits.ts";
import { connectionConfig, unavailable } from "./bus-pools.ts";
import { CHANNEL, EVERYONE } from "./wake-up-call.ts";

const RECONNECT_MS = 100;
const RECONNECT_MS_MAX = 2_000;

/** What a member wants to be told. */
export interface Hearer {
  /** Somebody has published, see wake-up-call.ts. */
  call(payload: string): void;
  /** `connected` has changed. */
  sessionChanged(): void;
}

/**
 * The one connection that stays open: it hears wake-up calls, and it proves that this process
 * lives. It comes back by itself after a break.
 */
export class Listener {
  /**
   * Marks what this process has claimed. The connection holds a shared advisory lock under this
   * number, which Postgres frees the moment the process dies: other members see it and take over.
   * Shared, so that a new connection gets it while the server still believes in the broken one.
   */
  readonly owner = randomInt(2 ** 31);
  readonly #options: { url: string; clock: Clock; log: Logger };
  readonly #hearers = new Set<Hearer>();
  #client: pg.Client | undefined;
  #reconnecting: Promise<void> | undefined;
  #stopping = new AbortController();

  constructor(options: { url: string; clock: Clock; log: Logger }) {
    this.#options = options;
  }

  /** While false our claims look like those of a dead process: claim nothing. */
  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** Returns the way to stop hearing. */
  tell(hearer: Hearer): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  /** Error: BUS_UNAVAILABLE. */
  async start(): Promise<void> {
    this.#stopping = new AbortController();
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#reconnecting;
    await this.#client?.end().catch(() => {});
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(connectionConfig(this.#options.url));
    client.on("error", () => {});
    client.on("notification", ({ payload }) => this.#call(payload ?? EVERYONE));
    try {
      await client.connect();
      await client.query("select pg_advisory_lock_shared($1, $2)", [LOCKS.owner, this.owner]);
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw unavailable(error);
    }
    client.on("end", () => {
      this.#client = undefined;
      this.#sessionChanged();
      if (!this.#stopping.signal.aborted) this.#reconnecting ??= this.#reconnect();
    });
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#stopping;
    log.warn("The bus has lost its connection and tries to reconnect.");
    let delayMs = RECONNECT_MS;
    while (!signal.aborted) {
      await this.#connect().catch(() => {});
      if (this.connected) break;
      await clock.sleep(delayMs, signal).catch(() => {});
      delayMs = Math.min(delayMs * 2, RECONNECT_MS_MAX);
    }
    this.#reconnecting = undefined;
    if (!this.connected) return;
    log.info("The bus is connected again.");
    this.#sessionChanged();
    // Nobody listened meanwhile.
    this.#call(EVERYONE);
  }

  #call(payload: string): void {
    for (const hearer of this.#hearers) hearer.call(payload);
  }

  #sessionChanged(): void {
    for (const hearer of this.#hearers) hearer.sessionChanged();
  }
}
