import { expect, test } from "vitest";
import { chaosPlan } from "../src/plan/chaos-plan.ts";
import { printReport } from "../src/report/print-report.ts";
import { runChaos } from "../src/run-chaos.ts";

/** A seed whose plan has faults of many kinds. */
const SEED = 20_260;
const CHECKOUTS = 150;
const FAULTS_PER_MILLE = 300;

test.each(["orchestrated", "choreographed"] as const)(
  "a short run under faults of many kinds violates nothing, %s",
  async (flow) => {
    const plan = chaosPlan({ seed: SEED, checkouts: CHECKOUTS, faultsPerMille: FAULTS_PER_MILLE });
    const result = await runChaos({ plan, flow, minutes: 2 });
    const report: string[] = [];
    printReport(result, (line) => report.push(line));
    const violations = result.findings.flatMap((finding) => finding.violations);
    expect(violations, report.join("\n")).toEqual([]);
    expect(result.evidence.clients.checkouts).toHaveLength(CHECKOUTS);
    const landed = result.faults.filter((row) => row.landed > 0);
    expect(landed.length, report.join("\n")).toBeGreaterThan(6);
  },
);
