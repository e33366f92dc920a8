import type { SubscriptionOptions } from "@quad/bus";
import type { Clock } from "@quad/clock";
import { Bell } from "@quad/clock";
import type { Logger } from "@quad/telemetry";
import type pg from "pg";
import { Lanes } from "../lanes.ts";
import { Alarms } from "./alarms.ts";
import type { Claims } from "./claims.ts";
import { Leases } from "./leases.ts";
import type { Listener } from "./listener.ts";
import { Outages } from "./outages.ts";
import type { Settler } from "./settler.ts";

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
  /** One lane, for messages that must not be under way at the same time: see suspects.ts. */
  readonly suspectLane: Lanes;
  readonly clock: Clock;
  readonly log: Logger;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly leaseMs: number;
}

/** What a member needs from one start to the next stop. */
export interface Shift {
  readonly bus: BusContext;
  readonly member: SubscriptionOptions;
  /** Aborts when no further message may be started. */
  readonly draining: AbortSignal;
  /** Aborts when running handlers are no longer waited for. */
  readonly over: AbortSignal;
  /** Work in hand. None of it rejects. */
  readonly running: Set<Promise<unknown>>;
  readonly bell: Bell;
  readonly alarms: Alarms;
  /** Wake-up calls that the member has heard. */
  readonly calls: { count: number };
  readonly lanes: Lanes;
  readonly outages: Outages;
  readonly leases: Leases;
}

export function newShift(
  bus: BusContext,
  member: SubscriptionOptions,
  signals: { draining: AbortSignal; over: AbortSignal },
): Shift {
  const { group } = member;
  const { clock, random } = bus;
  const bell = new Bell(clock);
  return {
    ...{ bus, member, bell, ...signals, running: new Set(), calls: { count: 0 } },
    lanes: new Lanes(member.concurrency, () => bell.ring()),
    alarms: new Alarms(clock, bell, signals.draining),
    outages: new Outages(clock, random),
    leases: new Leases({ ...bus, group }),
  };
}

/** Makes the end of the shift wait for `work`, which never rejects. */
export function track({ running }: Shift, work: Promise<unknown>): void {
  running.add(work);
  void work.then(() => running.delete(work));
}
