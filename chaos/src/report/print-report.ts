import Table from "cli-table3";
import type { ClientLog } from "../load/client-log.ts";
import type { RunResult } from "../run-chaos.ts";
import { storyOf } from "./story.ts";

/** Of each invariant; the rest is counted. */
const STORIES_MAX = 3;

type Print = (line: string) => void;

/** What came of a run: faults, targets, load, and the invariants with their stories. */
export function printReport(result: RunResult, print: Print): void {
  const { faults, targets, findings, seed, flow } = result;
  print(
    tableOf(
      ["fault", "injected", "landed"],
      [
        ...faults.map(({ kind, injected, landed }) => [kind, injected, landed]),
        ["all", total(faults.map((row) => row.injected)), total(faults.map((row) => row.landed))],
      ],
    ),
  );
  const byName = [...targets].toSorted(([a], [b]) => (a < b ? -1 : 1));
  print(tableOf(["process", "faults landed"], byName));
  print(loadLine(result));
  print(
    tableOf(
      ["invariant", "violations"],
      findings.map(({ invariant, violations }) => [invariant.name, violations.length]),
    ),
  );
  printStories(result, print);
  const violated = total(findings.map(({ violations }) => violations.length));
  print(
    violated === 0
      ? "\nNo violation."
      : `\n${violated} violations. The same load and faults again: --seed ${seed} --flow ${flow}`,
  );
}

function printStories({ findings, evidence }: RunResult, print: Print): void {
  for (const { invariant, violations } of findings) {
    if (violations.length === 0) continue;
    print(`\n${invariant.name}: ${invariant.promise}`);
    for (const violation of violations.slice(0, STORIES_MAX)) {
      print(storyOf(violation, evidence).join("\n"));
    }
    const more = violations.length - STORIES_MAX;
    if (more > 0) print(`… and ${more} more`);
  }
}

function loadLine({ evidence: { clients, orders }, loadMs, quietMs }: RunResult): string {
  const statuses = Map.groupBy(orders.values(), ({ view }) => view?.status ?? "unknown");
  const counts = [...statuses].map(([status, files]) => `${files.length} ${status}`).join(", ");
  const { asked, answered } = clients.browses;
  return (
    `${clients.checkouts.size} checkouts (${counts}), ${clients.restocks.length} restocks, ` +
    `asked later: ${actionsIn(clients)}; ` +
    `${answered} of ${asked} pages answered; ` +
    `load ${seconds(loadMs)} s, until quiet ${seconds(quietMs)} s`
  );
}

function actionsIn({ actions }: ClientLog): string {
  const byKind = Map.groupBy(actions, ({ action, outcome }) => `${action} ${outcome}`);
  const counts = [...byKind].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return counts.map(([kind, { length }]) => `${length} ${kind}`).join(", ") || "nothing";
}

function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

const seconds = (ms: number) => Math.round(ms / 1_000);
