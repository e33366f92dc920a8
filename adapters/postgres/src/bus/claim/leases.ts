import type { Clock } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import type { Statement } from "../../connections.ts";
import { run } from "../bus-pools.ts";
import type { Listener } from "../listen/listener.ts";

// Slots are locked in the order in which slot-settle.ts does it, so that nobody waits in a circle.
const RENEW: Statement = {
  name: "renew",
  text: `
    with ours as materialized (
      select slot from group_slot where group_name = $1 and claim = any($2)
      order by slot
      for update
    ),
    slots as (
      update group_slot set lease_until = now() + $3 * interval '1 ms'
      from ours where group_name = $1 and group_slot.slot = ours.slot
      returning group_slot.slot, claim, null as key
    ),
    keys as (
      update held_key set due_at = now() + $3 * interval '1 ms'
      where group_name = $1 and claim = any($2)
      returning slot, claim, key
    )
    table slots union all table keys`,
};

interface RenewedRow {
  readonly slot: number;
  readonly claim: string;
  readonly key: string | null;
}

/** What was claimed: a slot, or one key of it that takes longer than the slot was kept. */
export interface Claim {
  readonly slot: number;
  readonly token: string;
  readonly key: string | null;
}

interface Lease extends Claim {
  readonly controller: AbortController;
  renewedAt: number;
}

export interface LeasesOptions {
  readonly pool: pg.Pool;
  readonly listener: Listener;
  readonly clock: Clock;
  readonly log: Logger;
  readonly group: string;
  readonly leaseMs: number;
}

/** Keeps what one member has claimed while it works on it, and tells when something is lost. */
export class Leases {
  readonly #options: LeasesOptions;
  readonly #held = new Set<Lease>();
  #doubt: PromiseWithResolvers<void> | undefined;

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** `controller` is aborted when the claim is lost. Returns the way to stop keeping it. */
  keep(claim: Claim, controller: AbortController): () => void {
    const lease = { ...claim, controller, renewedAt: this.#now() };
    this.#held.add(lease);
    return () => this.#held.delete(lease);
  }

  /**
   * Resolves when nothing speaks against our claims. While the listener's session is gone they
   * look like those of a dead process, and others may take them: no new message may be begun.
   */
  async certain(): Promise<void> {
    await this.#doubt?.promise;
  }

  /** To be called when the listener's session is gone, and when it is back. */
  sessionChanged(): void {
    if (this.#options.listener.connected) void this.#renew();
    else this.#doubt ??= Promise.withResolvers();
  }

  /** Renews until the signal aborts: three times a lease, so that two renewals may fail. */
  async renewUntil(signal: AbortSignal): Promise<void> {
    const { clock, leaseMs } = this.#options;
    while (!signal.aborted) {
      await clock.sleep(leaseMs / 3, signal).catch(() => {});
      if (!signal.aborted && (this.#held.size > 0 || this.#doubt)) await this.#renew();
    }
  }

  async #renew(): Promise<void> {
    const { pool, listener, group, leaseMs } = this.#options;
    const asked = [...this.#held];
    const askedAt = this.#now();
    const tokens = [...new Set(asked.map(({ token }) => token))];
    try {
      const rows = await run<RenewedRow>(pool, RENEW, [group, tokens, leaseMs]);
      const ours = new Set(rows.map(({ slot, claim, key }) => nameOf({ slot, token: claim, key })));
      for (const lease of asked) {
        if (ours.has(nameOf(lease))) lease.renewedAt = askedAt;
        else this.#lose(lease);
      }
    } catch {
      // The server is away. After the lease others may have the claim, whatever it says later.
      for (const lease of asked) if (this.#now() - lease.renewedAt >= leaseMs) this.#lose(lease);
      return;
    }
    if (!listener.connected) return;
    this.#doubt?.resolve();
    this.#doubt = undefined;
  }

  #lose(lease: Lease): void {
    if (!this.#held.delete(lease)) return;
    const { log, group } = this.#options;
    log.warn({ group, slot: lease.slot }, "a lease was lost");
    lease.controller.abort(new Error("The lease is lost: the message may be another member's."));
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}

function nameOf({ slot, token, key }: Claim): string {
  return `${token} ${slot} ${key ?? ""}`;
}
