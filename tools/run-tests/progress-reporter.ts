import { relative } from "node:path";
import type { SerializedError, UserConsoleLog } from "vitest";
import type { Reporter, TestModule, TestSpecification, Vitest } from "vitest/node";
import { describe, type FileOutcome, fileOutcome, withUncaught } from "./file-outcome.ts";

/** One round of test files and what came of each. */
export interface Round {
  readonly outcomes: ReadonlyMap<string, FileOutcome>;
  /** Errors that nobody caught and that belong to no file. */
  readonly strays: readonly string[];
}

/** Vitest's reporter of `./quad test`: a line when a file has ended, no colours, no cursor. */
export interface ProgressReporter extends Reporter {
  /** Of the round that ended last. */
  round(): Round;
  /** What a file wrote to the console in that round. */
  consoleOf(path: string): string;
}

const CONSOLE_CHARACTERS_MAX = 20_000;

/** `say` gets whole lines. */
export function progressReporter(say: (text: string) => void): ProgressReporter {
  let vitest: Vitest;
  let total = 0;
  let outcomes = new Map<string, FileOutcome>();
  let consoles = new Map<string, string>();
  let strays: string[] = [];

  function add(outcome: FileOutcome): void {
    outcomes.set(outcome.path, outcome);
    say(`[${outcomes.size}/${total}] ${progressLine(outcome)}\n`);
  }

  function addUncaught(error: SerializedError): void {
    const path = relative(vitest.config.root, fileOf(error) ?? "");
    const outcome = outcomes.get(path);
    if (outcome) outcomes.set(path, withUncaught(vitest, outcome, error));
    else strays.push(describe(vitest, "an error that nobody caught", error));
  }

  return {
    onInit(started) {
      vitest = started;
    },
    onTestRunStart(specifications: readonly TestSpecification[]) {
      total = specifications.length;
      outcomes = new Map();
      consoles = new Map();
      strays = [];
    },
    onUserConsoleLog({ taskId, content }: UserConsoleLog) {
      const path = (taskId && vitest.state.idMap.get(taskId)?.file.name) || "";
      const before = consoles.get(path) ?? "";
      consoles.set(path, (before + content).slice(-CONSOLE_CHARACTERS_MAX));
    },
    onTestModuleEnd(module: TestModule) {
      add(fileOutcome(vitest, module));
    },
    onTestRunEnd(modules, errors) {
      for (const module of modules) {
        if (!outcomes.has(module.relativeModuleId)) add(fileOutcome(vitest, module));
      }
      for (const error of errors) addUncaught(error);
    },
    round: () => ({ outcomes, strays }),
    consoleOf: (path) => consoles.get(path) ?? "",
  };
}

/** The test file that an error belongs to: while it ran, or as its process died. */
function fileOf(error: SerializedError): string | undefined {
  const { VITEST_TEST_PATH: during, cause } = error as { VITEST_TEST_PATH?: string; cause?: Error };
  return during ?? cause?.message?.match(/while running test file (.+)$/)?.[1];
}

/** Such as `12.3 s services/orders/test/orders.test.ts 14 passed, 1 skipped`. */
export function progressLine({ path, ms, passed, failed, skipped }: FileOutcome): string {
  const parts = [
    failed > 0 ? `${failed} FAILED` : "",
    passed > 0 || failed + skipped === 0 ? `${passed} passed` : "",
    skipped > 0 ? `${skipped} skipped` : "",
  ];
  return `${seconds(ms)} ${path} ${parts.filter((part) => part !== "").join(", ")}`;
}

/** Such as `12.3 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
