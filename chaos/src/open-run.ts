import { setTimeout as sleep } from "node:timers/promises";
import { type CampusOptions, type ChaosCampus, startChaosCampus } from "./campus/chaos-campus.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { isStuck, leftovers } from "./evidence/leftovers.ts";
import { readEvidence } from "./evidence/read-evidence.ts";
import { callStockWitness } from "./evidence/stock-witness.ts";
import { type FaultDesk, faultDesk } from "./faults/fault-desk.ts";
import type { Invariant, Violation } from "./invariants/invariant.ts";
import { invariants } from "./invariants/invariants.ts";
import { clientLog } from "./load/client-log.ts";
import type { Customer } from "./load/customer.ts";
import { openShop } from "./load/open-shop.ts";
import { shopClient } from "./load/shop-client.ts";
import { BOOKS } from "./plan/load-step.ts";

/** A campus with customers and faults at hand; whoever opened it decides what happens. */
export interface Run extends AsyncDisposable {
  readonly campus: ChaosCampus;
  readonly customer: Customer;
  readonly desk: FaultDesk;
  /** No more faults: waits until the campus is quiet and checks every invariant. */
  finish(quietWithinMs?: number): Promise<Verdict>;
}

export interface Verdict {
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  readonly quietMs: number;
}

export interface Finding {
  readonly invariant: Invariant;
  readonly violations: readonly Violation[];
}

/** For a campus that has to catch up with everything; what is open then is a violation. */
const QUIET_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 300;

export async function openRun(options: CampusOptions = {}): Promise<Run> {
  const campus = await startChaosCampus(options);
  const over = new AbortController();
  const desk = faultDesk(campus);
  const close = async () => {
    over.abort();
    await desk.heal();
    await campus[Symbol.asyncDispose]();
  };
  try {
    const shop = shopClient(campus.url, over.signal);
    const books = await openShop(shop, BOOKS);
    await callStockWitness(campus.databases);
    const customer: Customer = { shop, books, log: clientLog() };
    return {
      ...{ campus, customer, desk },
      finish: (quietWithinMs = QUIET_WITHIN_MS) =>
        finish({ campus, customer, desk }, quietWithinMs),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function finish(
  { campus, customer, desk }: Pick<Run, "campus" | "customer" | "desk">,
  quietWithinMs: number,
): Promise<Verdict> {
  const startedAt = performance.now();
  await desk.heal();
  await campus.ready();
  const left = await quiet(campus, startedAt + quietWithinMs);
  const quietMs = performance.now() - startedAt;
  const { shop, books, log: clients } = customer;
  const sources = { campus, shop, clients, books, leftovers: left, faults: desk.records };
  const evidence = await readEvidence(sources);
  const findings = invariants.map((invariant) => ({
    invariant,
    violations: invariant.check(evidence),
  }));
  return { evidence, findings, quietMs };
}

/** What is left over when nothing goes on any more. */
async function quiet({ databases }: ChaosCampus, until: number): Promise<readonly string[]> {
  while (true) {
    const left = await leftovers(databases);
    if (left.every(isStuck) || performance.now() > until) return left;
    await sleep(LOOK_EVERY_MS);
  }
}
