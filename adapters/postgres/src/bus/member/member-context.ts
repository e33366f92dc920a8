import type { SubscriptionOptions } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { Bell } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import { Semaphore } from "../../semaphore.ts";
import type { Claims } from "../claim/claims.ts";
import { Leases } from "../claim/leases.ts";
import { Outages } from "../deliver/outages.ts";
import type { Listener } from "../listen/listener.ts";
import type { Settler } from "../settle/settler.ts";
import { RetryTimers } from "./retry-timers.ts";

/** What the members of one process share while their bus runs. */
export interface BusContext {
  /** For claims and their outcomes, and for what must not be lost: see bus-pools.ts. */
  readonly pool: pg.Pool;
  readonly durable: pg.Pool;
  readonly claims: Claims;
  readonly settler: Settler;
  readonly listener: Listener;
  /** The members at work. */
  readonly present: Set<SubscriptionOptions>;
  /** One permit, for what must not be under way at the same time: see poison-suspects.ts. */
  readonly suspectSemaphore: Semaphore;
  readonly clock: Clock;
  readonly log: Logger;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly leaseMs: number;
}

/** What a member needs from one start to the next stop. */
export interface MemberContext {
  readonly bus: BusContext;
  readonly member: SubscriptionOptions;
  /** Aborts when no further message may be started. */
  readonly draining: AbortSignal;
  /** Aborts when running handlers are no longer waited for. */
  readonly over: AbortSignal;
  /** Work in hand. None of it rejects. */
  readonly running: Set<Promise<unknown>>;
  readonly bell: Bell;
  readonly retryTimers: RetryTimers;
  /** Notifications that the member has heard. */
  readonly calls: { count: number };
  readonly permits: Semaphore;
  readonly outages: Outages;
  readonly leases: Leases;
}

export function newMemberContext(
  bus: BusContext,
  member: SubscriptionOptions,
  signals: { draining: AbortSignal; over: AbortSignal },
): MemberContext {
  const { group } = member;
  const { clock, random } = bus;
  const bell = new Bell(clock);
  return {
    ...{ bus, member, bell, ...signals, running: new Set(), calls: { count: 0 } },
    permits: new Semaphore(member.concurrency, () => bell.ring()),
    retryTimers: new RetryTimers(clock, bell, signals.draining),
    outages: new Outages(clock, random),
    leases: new Leases({ ...bus, group }),
  };
}

/** Makes the stop of the member wait for `work`, which never rejects. */
export function track({ running }: MemberContext, work: Promise<unknown>): void {
  running.add(work);
  void work.then(() => running.delete(work));
}
