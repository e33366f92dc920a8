import type { Saga, StepState } from "@quad/saga";
import { tableText } from "./print-table.ts";
import { openSteps } from "./saga-verdict.ts";

/** A saga in plain words: how it stands, its steps, and what a person can do about it. */
export function describeSaga(saga: Saga, service: string): string {
  const { id, name, version, status, reason, input, begunAt, updatedAt, dueAt } = saga;
  const facts = [
    ["saga", `${name} ${version} of ${service}`],
    ["id", id],
    ["status", `${status}: ${STATUSES[status]}`],
    ["reason", reason],
    ["begun", begunAt.toISOString()],
    ["changed", updatedAt.toISOString()],
    ["goes on", dueAt?.toISOString() ?? null],
    ["input", JSON.stringify(input)],
  ] as const;
  const lines = facts
    .filter(([, fact]) => fact !== null)
    .map(([what, fact]) => `${what.padEnd(9)}${fact}\n`);
  const steps = saga.steps.map((step) => [
    step.name,
    STEPS[step.status],
    triesOf(step),
    step.note ?? "",
  ]);
  const table = tableText(["step", "what became of it", "tries", "last heard"], steps);
  return [...lines, table, ...adviceOn(saga)].join("");
}

const STATUSES: Readonly<Record<Saga["status"], string>> = {
  running: "its steps are called, one after the other",
  compensating: "its steps are undone, last first",
  done: "all steps are done",
  compensated: "what was done is undone",
  parked: "waits for a person",
};

const STEPS: Readonly<Record<StepState["status"], string>> = {
  "under-way": "not done yet",
  unknown: "may have happened; nobody knows",
  done: "done",
  refused: "refused: never happened",
  failed: "given up: never happened",
  compensating: "is being undone",
  compensated: "undone",
  owed: "done; could not be undone yet",
};

function triesOf({ failures, asks, losses }: StepState): string {
  const counts = [
    [failures, "failed"],
    [asks, "asked in vain"],
    [losses, "lost with its process"],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(", ");
}

function adviceOn(saga: Saga): string[] {
  const { id, status } = saga;
  if (status !== "parked") return [];
  const settle = openSteps(saga).map((step) => {
    const isOwed = step.status === "owed" || step.status === "compensating";
    const outcome = isOwed ? "undone" : "done|undone";
    return `settle   ./quad sagas settle ${id} --step ${step.name} --as ${outcome}\n`;
  });
  return [`retry    ./quad sagas retry ${id}\n`, ...settle];
}
