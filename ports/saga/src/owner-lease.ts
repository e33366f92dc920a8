import { randomUUID } from "node:crypto";
import type { Clock } from "@quad/clock";
import type { SagaLog } from "./saga-log.ts";
import type { SagaStore } from "./saga-store.ts";

interface OwnerLeaseOptions {
  readonly store: Pick<SagaStore<never>, "renew" | "release">;
  readonly clock: Clock;
  readonly log: SagaLog;
  readonly leaseMs: number;
}

/** The lease of one coordinator, from its start to its stop. */
export class OwnerLease {
  readonly owner = randomUUID();
  readonly #options: OwnerLeaseOptions;
  readonly #stopping = new AbortController();
  #validUntil = 0;
  #isConceded = false;
  #renewing: Promise<void> = Promise.resolve();
  #renewed = Promise.withResolvers<void>();

  constructor(options: OwnerLeaseOptions) {
    this.#options = options;
  }

  /** Error: SAGAS_UNAVAILABLE. */
  async start(): Promise<void> {
    await this.#renew();
    this.#renewing = this.#renewUntilStop();
  }

  /**
   * Resolves while the lease surely holds, and once it is conceded. A process that was paused,
   * or cut off from the store, for longer than its lease makes no call before it has a new one.
   */
  async certain(): Promise<void> {
    while (!this.#isConceded && this.#now() >= this.#validUntil) await this.#renewed.promise;
  }

  /** Nobody begins a call any more: who waits to be certain need not, while the store is away. */
  concede(): void {
    this.#isConceded = true;
    this.#renewed.resolve();
  }

  /** What it owned becomes due for others; with the store away, once the lease has run out. */
  async end(): Promise<void> {
    this.concede();
    this.#stopping.abort();
    await this.#renewing;
    await this.#options.store.release(this.owner).catch(() => {});
  }

  /** Three times a lease, so that two renewals may fail. */
  async #renewUntilStop(): Promise<void> {
    const { clock, leaseMs, log } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await clock.sleep(leaseMs / 3, signal).catch(() => {});
      if (signal.aborted) return;
      await this.#renew().catch((error: unknown) => {
        log.warn({ error }, "The lease of the coordinator of sagas could not be renewed.");
      });
    }
  }

  async #renew(): Promise<void> {
    const { store, leaseMs } = this.#options;
    const askedAt = this.#now();
    await store.renew(this.owner, leaseMs);
    this.#validUntil = askedAt + leaseMs;
    this.#renewed.resolve();
    this.#renewed = Promise.withResolvers();
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
