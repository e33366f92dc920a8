import { setTimeout as sleep } from "node:timers/promises";
import { type ChaosCampus, startChaosCampus } from "./campus/chaos-campus.ts";
import { drive } from "./drive.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { isStuck, leftovers } from "./evidence/leftovers.ts";
import { readEvidence } from "./evidence/read-evidence.ts";
import { callStockWitness } from "./evidence/stock-witness.ts";
import { type FaultDesk, faultDesk } from "./faults/fault-desk.ts";
import type { GuardName } from "./guards/guards.ts";
import type { Invariant, Violation } from "./invariants/invariant.ts";
import { invariants } from "./invariants/invariants.ts";
import { clientLog } from "./load/client-log.ts";
import type { Customer } from "./load/load-actions.ts";
import { openShop } from "./load/open-shop.ts";
import { shopClient } from "./load/shop-client.ts";
import type { ChaosPlan } from "./plan/chaos-plan.ts";
import { countFaults, countTargets, type FaultCount } from "./report/count-faults.ts";

export interface ChaosOptions {
  readonly plan: ChaosPlan;
  /** The load and the faults end after so long, also when the plan has more. */
  readonly minutes: number;
  /** Ends the run early; what was begun is still brought to its end and checked. */
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
  readonly without?: GuardName;
  readonly settings?: Readonly<Record<string, string>>;
  /** For how long the campus may take to come to rest; what is open then is a violation. */
  readonly quietWithinMs?: number;
}

export interface RunResult {
  readonly seed: number;
  readonly evidence: Evidence;
  readonly faults: readonly FaultCount[];
  readonly targets: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  readonly seconds: { readonly load: number; readonly quiet: number };
}

export interface Finding {
  readonly invariant: Invariant;
  readonly violations: readonly Violation[];
}

const QUIET_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 300;

/** Starts a campus, drives the plan, heals, waits for quiet, checks. */
export async function runChaos(options: ChaosOptions): Promise<RunResult> {
  const { plan, say = () => {}, without, settings } = options;
  say(`Seed ${plan.seed}. Starting a campus, one process a service, with a second orders …`);
  await using campus = await startChaosCampus({
    ...(without && { without }),
    ...(settings && { settings }),
  });
  const over = new AbortController();
  const shop = shopClient(campus.url, over.signal);
  const books = await openShop(shop, plan.books);
  await callStockWitness(campus.databases);
  const customer: Customer = { shop, books, log: clientLog() };
  const desk = faultDesk(campus);
  const startedAt = performance.now();
  try {
    await drive({ ...options, say, customer, desk, databases: campus.databases });
    const loadedAt = performance.now();
    const left = await heal({ ...options, say, campus, desk });
    const seconds = {
      load: (loadedAt - startedAt) / 1_000,
      quiet: (performance.now() - loadedAt) / 1_000,
    };
    say("Reading what every side says …");
    const sources = { campus, shop, clients: customer.log, books, leftovers: left };
    return judge(plan.seed, await readEvidence({ ...sources, faults: desk.records }), seconds);
  } finally {
    over.abort();
    await desk.heal();
  }
}

function judge(seed: number, evidence: Evidence, seconds: RunResult["seconds"]): RunResult {
  return {
    seed,
    evidence,
    faults: countFaults(evidence),
    targets: countTargets(evidence),
    findings: invariants.map((invariant) => ({
      invariant,
      violations: invariant.check(evidence),
    })),
    seconds,
  };
}

/** No faults any more: all that was begun comes to its end, or is left over. */
async function heal({
  campus,
  desk,
  say,
  quietWithinMs = QUIET_WITHIN_MS,
}: {
  readonly campus: ChaosCampus;
  readonly desk: FaultDesk;
  readonly say: (line: string) => void;
  readonly quietWithinMs?: number;
}): Promise<readonly string[]> {
  say("The faults are over. Waiting for quiet …");
  await desk.heal();
  await campus.ready();
  const until = performance.now() + quietWithinMs;
  while (true) {
    const left = await leftovers(campus.databases);
    const isOver = left.every(isStuck) || performance.now() > until;
    if (isOver) return left;
    await sleep(LOOK_EVERY_MS);
  }
}
