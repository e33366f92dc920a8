import { setTimeout as sleep } from "node:timers/promises";
import type { ChaosCampus } from "../campus/chaos-campus.ts";
import type { AgentFault, Fault } from "../plan/fault.ts";
import { cutConnections } from "./cut-connections.ts";
import { deliverAgain } from "./deliver-again.ts";
import { killPostgres } from "./kill-postgres.ts";

/** A fault that was injected; it landed if it hit work in flight. */
export interface FaultRecord {
  readonly fault: Fault;
  readonly injectedAt: Date;
  landed: { readonly at: Date; readonly what: string } | undefined;
}

/** Injects faults, and notes which of them landed. */
export interface FaultDesk {
  readonly records: readonly FaultRecord[];
  /** Resolves when it has struck, or once it is armed in the process that it waits in. */
  inject(fault: Fault): Promise<void>;
  /** Takes back what has not struck, and lets every process go on. */
  heal(): Promise<void>;
}

/** A fault that finds nothing to hit for so long is taken back. */
const ARMED_FOR_MS = 8_000;
const LOOK_EVERY_MS = 50;
/**
 * A process says that it stops right before it does. On a busy machine it may be told to go on in
 * between, and would sleep for ever: it is told for so long.
 */
const WAKING_FOR_MS = 10_000;

export function faultDesk(campus: ChaosCampus): FaultDesk {
  const { control } = campus;
  const records = new Map<string, FaultRecord>();
  const timers = new Set<NodeJS.Timeout>();
  /** Until when processes sleep, by their ids. */
  const asleep = new Map<number, number>();
  const inHand = new Set<Promise<void>>();
  const healing = new AbortController();
  const following = follow();

  async function follow(): Promise<void> {
    while (!healing.signal.aborted) {
      await look();
      wakeThoseWhoSlept();
      await sleep(LOOK_EVERY_MS);
    }
  }

  async function look(): Promise<void> {
    for (const { id, at, name, pid, what } of await control.landings()) {
      const record = records.get(id);
      if (!record) continue;
      record.landed = { at: new Date(at), what: `${name} (pid ${pid}): ${what}` };
      const { fault } = record;
      if (fault.by === "agent" && fault.armed.kind === "pause") {
        asleep.set(pid, performance.now() + fault.pauseMs);
      }
    }
  }

  function wakeThoseWhoSlept(): void {
    const now = performance.now();
    for (const [pid, until] of asleep) {
      if (now >= until) wake(pid);
      if (now >= until + WAKING_FOR_MS) asleep.delete(pid);
    }
  }

  function later(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, delayMs);
    timers.add(timer);
  }

  function byAgent({ target, armed }: AgentFault): void {
    control.arm(target, armed);
    later(ARMED_FOR_MS, () => control.disarm(armed.id));
  }

  /** What it hit; undefined when there was nothing in flight. */
  async function strike(fault: Exclude<Fault, AgentFault>): Promise<string | undefined> {
    switch (fault.by) {
      case "cut":
        return cutConnections(campus.databases, fault.target);
      case "again":
        return deliverAgain(campus.databases, fault);
      case "postgres":
        return killPostgres(campus.databases);
      default:
        return fault satisfies never;
    }
  }

  return {
    get records() {
      return [...records.values()];
    },
    async inject(fault) {
      const record: FaultRecord = { fault, injectedAt: new Date(), landed: undefined };
      records.set(fault.id, record);
      if (fault.by === "agent") {
        byAgent(fault);
        return;
      }
      const striking = strike(fault).then((what) => {
        if (what) record.landed = { at: new Date(), what };
      });
      inHand.add(striking);
      await striking.finally(() => inHand.delete(striking));
    },
    async heal() {
      await Promise.allSettled(inHand);
      for (const timer of timers) clearTimeout(timer);
      for (const { fault } of records.values()) control.disarm(fault.id);
      healing.abort();
      await following;
      await look();
      campus.wakeAll();
    },
  };
}

function wake(pid: number): void {
  try {
    process.kill(pid, "SIGCONT");
  } catch {
    // Somebody killed it while it slept.
  }
}
