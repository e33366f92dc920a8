import {
  type Bus,
  type BusSupports,
  busErrors,
  checkListening,
  checkMessages,
  type SubscriptionOptions,
  subscriptionOptions,
} from "@quad/bus";
import type { Clock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { migrateSchema } from "../migrate-schema.ts";
import { Semaphore } from "../semaphore.ts";
import { LEASE_MS, POLL_MS } from "./bus-limits.ts";
import { type BusPools, closePools, openPools, unavailable } from "./bus-pools.ts";
import { Claims } from "./claim/claims.ts";
import { Listener } from "./listen/listener.ts";
import { LogTail } from "./listen/log-tail.ts";
import { member } from "./member/member.ts";
import type { BusContext } from "./member/member-context.ts";
import { Publisher } from "./publish/publisher.ts";
import { Settler } from "./settle/settler.ts";
import { depthOf, hasReady } from "./upkeep/depth.ts";
import { postgresDeadLetters } from "./upkeep/postgres-dead-letters.ts";
import { pruneUntil } from "./upkeep/pruner.ts";

export interface PostgresBusOptions {
  /** Of a database of the bus's own, reached with a role that owns it. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** In [0, 1), for jitter. */
  readonly random?: () => number;
  /** How long a member that has gone silent keeps what it has claimed. For tests. */
  readonly leaseMs?: number;
}

/** What exists while the bus runs. */
interface Running {
  readonly pools: BusPools;
  readonly publisher: Publisher;
  readonly context: BusContext;
  readonly logTail: LogTail;
  /** Looking for work, and pruning. */
  readonly chores: Promise<unknown>;
  readonly stopping: AbortController;
}

const SUPPORTS: BusSupports = Object.freeze({ durable: true, multiProcess: true, history: true });
const MIGRATIONS = new URL("../../migrations/bus/", import.meta.url);

/** The bus kept by a Postgres database; see the README for how. */
export function postgresBus(options: PostgresBusOptions): Bus {
  /** And listeners. */
  const members = new Set<Lifecycle>();
  let running: Running | undefined;

  const needRunning = () => {
    if (!running) throw busErrors.BUS_NOT_RUNNING();
    return running;
  };
  const needContext = () => {
    // While the bus stops its members it still serves them, but takes no new ones.
    if (lifecycle.state !== "running") throw busErrors.BUS_NOT_RUNNING();
    return needRunning().context;
  };

  const lifecycle = managed({
    async start() {
      await migrateSchema({ ...options, folder: MIGRATIONS }).catch((error: unknown) => {
        throw unavailable(error);
      });
      running = await open(options);
    },
    async stop() {
      await Promise.all([...members].map((each) => each.stop()));
      const closing = running;
      running = undefined;
      if (closing) await close(closing);
    },
  });

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async publish(messages) {
      const { publisher } = needRunning();
      const checked = checkMessages(messages);
      if (checked.length > 0) await publisher.publish(checked);
    },
    subscribe(subscription) {
      const subscriber = member(needContext, subscriptionOptions(subscription));
      members.add(subscriber);
      return subscriber;
    },
    listen(listening) {
      checkListening(listening);
      let leave = () => {};
      const listener = managed({
        async start() {
          needContext();
          leave = await needRunning().logTail.join(listening);
          members.add(listener);
        },
        async stop() {
          leave();
          members.delete(listener);
        },
      });
      return listener;
    },
    depth: async (group) => depthOf(needRunning().context.pool, group),
    hasReady: async (group) => hasReady(needRunning().context.pool, group),
    deadLetters: postgresDeadLetters(() => needRunning().pools.durable),
  };
}

async function open(options: PostgresBusOptions): Promise<Running> {
  const { url, clock, log, random = Math.random, leaseMs = LEASE_MS } = options;
  const listener = new Listener({ url, clock, log });
  await listener.start();
  const pools = openPools(url);
  const stopping = new AbortController();
  const { durable, consuming: pool } = pools;
  const present = new Set<SubscriptionOptions>();
  return {
    pools,
    publisher: new Publisher(durable),
    logTail: new LogTail({ pool, listener, clock, log }),
    context: {
      claims: new Claims(pool),
      settler: new Settler(pool),
      ...{ pool, durable, listener, present, clock, log, random, leaseMs },
      suspectSemaphore: new Semaphore(1, () => {}),
    },
    chores: Promise.all([
      pruneUntil(stopping.signal, { pool, present, clock, log }),
      lookUntil(stopping.signal, { listener, clock }),
    ]),
    stopping,
  };
}

async function close(running: Running): Promise<void> {
  const { pools, publisher, context, logTail, chores, stopping } = running;
  stopping.abort();
  await Promise.all([chores, publisher.idle(), logTail.close()]);
  await context.listener.stop();
  await closePools(pools);
}

/** The net below the notifications: one tick for all members, so that they look together. */
async function lookUntil(
  signal: AbortSignal,
  { listener, clock }: { listener: Listener; clock: Clock },
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(POLL_MS, signal).catch(() => {});
    listener.lookAll();
  }
}
