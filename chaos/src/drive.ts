import { setTimeout as sleep } from "node:timers/promises";
import type { Databases } from "./campus/databases.ts";
import { ordersUnderWay } from "./evidence/leftovers.ts";
import type { FaultDesk } from "./faults/fault-desk.ts";
import type { Customer } from "./load/customer.ts";
import { perform } from "./load/load-actions.ts";
import type { ChaosPlan, Step } from "./plan/chaos-plan.ts";

/** What a campus on two cores takes with faults in between, and still has some rest. */
const CHECKOUTS_PER_SECOND = 25;
/** Customers that wait for an answer at the same time. */
const CUSTOMERS_MAX = 96;
/** Orders on their way: with more, faults would only pile up. */
const UNDER_WAY_MAX = 250;
/** Faults that were not injected yet: a server that is away holds them up. */
const FAULTS_MAX = 6;
const LOOK_EVERY_MS = 250;
const SAY_EVERY_MS = 5_000;

interface Driving {
  readonly plan: ChaosPlan;
  readonly minutes: number;
  readonly signal?: AbortSignal;
  readonly say: (line: string) => void;
  readonly customer: Customer;
  readonly desk: FaultDesk;
  readonly databases: Databases;
}

/** Does the steps of the plan, as fast as the campus takes them. */
export async function drive(driving: Driving): Promise<void> {
  const { plan, minutes, desk, customer } = driving;
  const deadline = AbortSignal.timeout(minutes * 60_000);
  const signal = driving.signal ? AbortSignal.any([deadline, driving.signal]) : deadline;
  const customers = crowd(CUSTOMERS_MAX);
  const faults = crowd(FAULTS_MAX);
  const pulse = watchPulse(driving);
  let nextAt = performance.now();
  for (const step of plan.steps) {
    if (signal.aborted) break;
    if (step.do === "fault") {
      await faults.add(() => desk.inject(step.fault));
      continue;
    }
    await pulse.room(signal);
    if (isCheckout(step)) {
      await sleep(Math.max(0, nextAt - performance.now()));
      nextAt = Math.max(nextAt, performance.now()) + 1_000 / CHECKOUTS_PER_SECOND;
    }
    await customers.add(() => perform(customer, step.load));
  }
  await Promise.all([faults.empty(), customers.empty()]);
  await pulse.stop();
}

function isCheckout(step: Step): boolean {
  return step.do === "load" && step.load.action === "checkout";
}

/** So many at the same time; `add` waits for room. A failure ends the run when it is emptied. */
function crowd(max: number) {
  const members = new Set<Promise<void>>();
  return {
    async add(work: () => Promise<void>): Promise<void> {
      while (members.size >= max) await Promise.race(members);
      const member: Promise<void> = work().finally(() => members.delete(member));
      members.add(member);
      // Heard by whoever waits next.
      member.catch(() => {});
    },
    empty: () => Promise.all(members),
  };
}

/** Looks how many orders are under way, and says from time to time how the run is getting on. */
function watchPulse({ databases, plan, say, customer, desk }: Driving) {
  const startedAt = performance.now();
  const planned = plan.steps.filter(isCheckout).length;
  let underWay = 0;
  let isOver = false;
  let saidAt = startedAt;
  const watching = watch();

  async function watch(): Promise<void> {
    while (!isOver) {
      underWay = await ordersUnderWay(databases).catch(() => underWay);
      if (performance.now() - saidAt > SAY_EVERY_MS) report();
      await sleep(LOOK_EVERY_MS);
    }
  }

  function report(): void {
    saidAt = performance.now();
    const done = customer.log.checkouts.size;
    const landed = desk.records.filter((record) => record.landed !== undefined).length;
    const perSecond = done / ((saidAt - startedAt) / 1_000);
    say(
      `${done} of ${planned} checkouts (${perSecond.toFixed(1)}/s), ${underWay} under way, ` +
        `${landed} of ${desk.records.length} faults landed`,
    );
  }

  return {
    async room(signal: AbortSignal): Promise<void> {
      while (underWay >= UNDER_WAY_MAX && !signal.aborted) await sleep(LOOK_EVERY_MS);
    },
    async stop(): Promise<void> {
      isOver = true;
      await watching;
    },
  };
}
