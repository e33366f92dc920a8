import { randomInt } from "node:crypto";
import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import { connectionConfig } from "../../connections.ts";
import { Listening } from "../../listening.ts";
import { LOCKS } from "../bus-limits.ts";
import { APPLICATION, unavailable } from "../bus-pools.ts";
import { CHANNEL, EVERYONE } from "../publish/notification.ts";

/** What a member wants to be told. */
export interface Hearer {
  /** Somebody has published, see notification.ts. */
  call(payload: string): void;
  /** It is time to look for what nobody was called for. */
  look(): void;
  /** `connected` has changed. */
  sessionChanged(): void;
}

/**
 * The one connection that stays open: it hears NOTIFY, and it proves that this process
 * lives. It comes back by itself after a break.
 */
export class Listener {
  /**
   * Marks what this process has claimed. The connection holds a shared advisory lock under this
   * number, which Postgres frees the moment the process dies: other members see it and take over.
   * Shared, so that a new connection gets it while the server still believes in the broken one.
   */
  readonly owner = randomInt(2 ** 31);
  readonly #hearers = new Set<Hearer>();
  readonly #listening: Listening;

  constructor({ url, clock, log }: { url: string; clock: Clock; log: Logger }) {
    this.#listening = new Listening({
      ...{ config: connectionConfig(url, APPLICATION), channel: CHANNEL, clock, log },
      listener: "The bus",
      prepare: (client) =>
        client.query("select pg_advisory_lock_shared($1, $2)", [LOCKS.owner, this.owner]),
      heard: (payload = EVERYONE) => this.#call(payload),
      changed: () => this.#sessionChanged(),
    });
  }

  /** While false our claims look like those of a dead process: claim nothing. */
  get connected(): boolean {
    return this.#listening.connected;
  }

  /** Returns the way to stop hearing. */
  tell(hearer: Hearer): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  /** Error: BUS_UNAVAILABLE. */
  async start(): Promise<void> {
    await this.#listening.start().catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  stop(): Promise<void> {
    return this.#listening.stop();
  }

  /** Has every member of this process look, in case a call of a publisher was missed. */
  lookAll(): void {
    for (const hearer of this.#hearers) hearer.look();
  }

  #call(payload: string): void {
    for (const hearer of this.#hearers) hearer.call(payload);
  }

  #sessionChanged(): void {
    for (const hearer of this.#hearers) hearer.sessionChanged();
  }
}
