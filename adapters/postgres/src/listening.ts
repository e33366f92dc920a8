import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import pg from "pg";

export interface ListeningOptions {
  readonly config: pg.ClientConfig;
  readonly channel: string;
  /** What a new session does before it listens. */
  readonly prepare?: (client: pg.Client) => Promise<unknown>;
  /** A call with its payload; without one somebody may have called while nobody listened. */
  readonly heard: (payload?: string) => void;
  /** `connected` has changed. */
  readonly changed?: () => void;
  /** In the log: who listens. */
  readonly listener: string;
  readonly clock: Clock;
  readonly log: Logger;
}

const RECONNECT_MS = 100;
const RECONNECT_MS_MAX = 2_000;

/** A connection that stays open and hears NOTIFY. It comes back by itself after a break. */
export class Listening {
  readonly #options: ListeningOptions;
  #client: pg.Client | undefined;
  #reconnecting: Promise<void> | undefined;
  #stopping = new AbortController();

  constructor(options: ListeningOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** Rejects with what the driver says. */
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
    const { config, channel, prepare, heard, changed } = this.#options;
    const client = new pg.Client(config);
    client.on("error", () => {});
    client.on("notification", ({ payload }) => heard(payload));
    try {
      await client.connect();
      await prepare?.(client);
      await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    client.on("end", () => {
      this.#client = undefined;
      changed?.();
      if (!this.#stopping.signal.aborted) this.#reconnecting ??= this.#reconnect();
    });
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    const { listener, clock, log, heard, changed } = this.#options;
    const { signal } = this.#stopping;
    log.warn(`${listener} has lost its connection and tries to reconnect.`);
    let delayMs = RECONNECT_MS;
    while (!signal.aborted) {
      await this.#connect().catch(() => {});
      if (this.connected) break;
      await clock.sleep(delayMs, signal).catch(() => {});
      delayMs = Math.min(delayMs * 2, RECONNECT_MS_MAX);
    }
    this.#reconnecting = undefined;
    if (!this.connected) return;
    log.info(`${listener} is connected again.`);
    changed?.();
    heard();
  }
}
