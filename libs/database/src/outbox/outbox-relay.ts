import type { Bus } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { messageOf } from "../connection/connection-error.ts";
import type { Database } from "../database.ts";
import { hasEvents, relayBatches } from "./relay-batches.ts";

export interface OutboxRelayOptions<Schema> {
  readonly database: Database<Schema>;
  readonly bus: Pick<Bus, "publish">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random?: () => number;
}

/**
 * A commit wakes the relay of its own process at once. To look is for what a process has left
 * behind that died in between, and finds nothing as good as always: seven services that look twice
 * a second send 40 statements, and these three.
 */
const LOOK_EVERY_MS = 5_000;
const RETRY_DELAY_MS = 100;
const RETRY_DELAY_MS_MAX = 5_000;
const DRAIN_DEADLINE_MS = 2_000;

/**
 * Carries events from the outbox to the bus, in order, each at least once. `stop` first publishes
 * what is committed, for two seconds at most; the rest is published after the next start. An event
 * that the bus refuses is set aside (`quad_outbox_refused`) and holds up nobody.
 */
export function outboxRelay<Schema>(options: OutboxRelayOptions<Schema>): Lifecycle {
  const { database, bus, clock, log, random = Math.random } = options;
  const carrying = { database: database.sql, bus, log };
  let nap = new AbortController();
  let stopping = false;
  let failures = 0;
  let running: Promise<void> = Promise.resolve();
  let stopListening = () => {};

  async function publishAll(isOver: () => boolean): Promise<void> {
    while ((await relayBatches(carrying, isOver)) === "more" && !isOver());
  }

  /** True when there may be more: commits wake nobody while it fails. */
  async function round(isWoken: boolean): Promise<boolean> {
    const hasFailed = failures > 0;
    try {
      if (isWoken || (await hasEvents(database.sql))) await publishAll(() => stopping);
      failures = 0;
      if (hasFailed) log.info("events flow again");
      return hasFailed;
    } catch (error) {
      if (!hasFailed) log.warn(`events wait in the outbox: ${messageOf(error)}`);
      failures++;
      // A commit does not cut the pause after a failure short, not even one just before it.
      nap = new AbortController();
      return false;
    }
  }

  async function run(): Promise<void> {
    for (let isWoken = false; !stopping; ) {
      // Before the outbox is read: a commit that comes after the reading must end the next nap.
      nap = new AbortController();
      const hasMore = await round(isWoken);
      if (!hasMore) await clock.sleep(napMs(), nap.signal).catch(() => {});
      isWoken = hasMore || nap.signal.aborted;
    }
  }

  function napMs(): number {
    if (stopping) return 0;
    if (failures === 0) return LOOK_EVERY_MS;
    const delayMs = Math.min(RETRY_DELAY_MS * 2 ** (failures - 1), RETRY_DELAY_MS_MAX);
    return delayMs * (0.5 + random() / 2);
  }

  return managed({
    async start() {
      stopping = false;
      failures = 0;
      stopListening = database.onEmitted(() => failures === 0 && nap.abort());
      running = run();
    },
    async stop() {
      stopListening();
      stopping = true;
      nap.abort();
      await running;
      const deadline = clock.now().getTime() + DRAIN_DEADLINE_MS;
      // What cannot be published now is published after the next start.
      await publishAll(() => clock.now().getTime() > deadline).catch(() => {});
    },
  });
}
