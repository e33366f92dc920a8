import { drive } from "./drive.ts";
import { openRun, type Verdict } from "./open-run.ts";
import type { ChaosPlan } from "./plan/chaos-plan.ts";
import { countFaults, countTargets, type FaultCount } from "./report/count-faults.ts";

/** Who takes an order further: a saga, or each service as it hears of it. */
export type CheckoutFlow = "orchestrated" | "choreographed";

export interface ChaosOptions {
  readonly plan: ChaosPlan;
  readonly flow?: CheckoutFlow;
  /** The load and the faults end after so long, also when the plan has more. */
  readonly minutes: number;
  /** Ends the load early; what was begun is still brought to its end and checked. */
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
}

export interface RunResult extends Verdict {
  readonly seed: number;
  readonly flow: CheckoutFlow;
  readonly faults: readonly FaultCount[];
  /** Faults that landed, by process. */
  readonly targets: ReadonlyMap<string, number>;
  readonly loadMs: number;
}

/** Starts a campus, drives the plan, heals, waits for quiet, checks. */
export async function runChaos(options: ChaosOptions): Promise<RunResult> {
  const { plan, flow = "orchestrated", say = () => {} } = options;
  say(
    `Seed ${plan.seed}, ${flow} checkout. ` +
      "Starting a campus, one process a service, with a second orders …",
  );
  await using run = await openRun({ settings: { QUAD_CHECKOUT: flow } });
  const { customer, desk, campus } = run;
  const startedAt = performance.now();
  await drive({ ...options, say, customer, desk, databases: campus.databases });
  const loadMs = performance.now() - startedAt;
  say("The faults are over. Waiting for quiet, then reading what every side says …");
  const verdict = await run.finish();
  const faults = countFaults(verdict.evidence);
  const targets = countTargets(verdict.evidence);
  return { seed: plan.seed, flow, ...verdict, faults, targets, loadMs };
}
