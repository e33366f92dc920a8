import { beforeAll, describe, expect, test } from "vitest";
import type { ConformanceSuite } from "./conformance-suite.ts";
import { exactDeadlines } from "./deadline.ts";
import { runCheck } from "./run-check.ts";
import type { Stage } from "./stage.ts";

/** A way to break the promise, and the checks that must notice. */
export interface Mutant<P> {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** A fresh place that holds such an adapter. */
  readonly place: () => P;
}

/** A mutant often shows by what never happens: this long a check waits for it. */
const PATIENCE_MS = 2_000;
/** And so checks mostly wait. */
const AT_ONCE = 5;

/**
 * Tests a conformance suite: of each mutant, every check that is to catch it has to fail, and every
 * topic has to catch one.
 *
 * The checks run beside each other in a hook, not as concurrent tests: Vitest ascribes a rejection
 * that a check expects to whichever test was started last, which then fails for another's sake.
 */
export function testMutants<S extends Stage, Need extends string>(
  { port, topics, stage: StageOfPort }: ConformanceSuite<S, Need>,
  mutants: readonly Mutant<S["place"]>[],
  { patienceMs = PATIENCE_MS } = {},
): void {
  exactDeadlines();
  const byName = new Map(
    Object.values(topics)
      .flat()
      .map((check) => [check.name, check]),
  );
  const outcomes = new Map<string, PromiseSettledResult<void>>();

  async function tryOut(mutant: Mutant<S["place"]>, name: string): Promise<void> {
    const check = byName.get(name);
    if (!check) return;
    const stage = new StageOfPort(mutant.place(), patienceMs);
    const [outcome] = await Promise.allSettled([runCheck(check, stage)]);
    outcomes.set(keyOf(mutant.name, name), outcome);
  }

  beforeAll(async () => {
    const waiting = mutants.flatMap((mutant) => mutant.caughtBy.map((name) => ({ mutant, name })));
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await tryOut(next.mutant, next.name);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });

  describe.for(mutants)(`a wrong ${port} that $name`, (mutant) => {
    test.for(mutant.caughtBy)("is caught by: %s", (name) => {
      expect([...byName.keys()]).toContain(name);
      expect(outcomes.get(keyOf(mutant.name, name))?.status).toBe("rejected");
    });
  });

  test("every topic catches a mutant", () => {
    const catching = new Set(mutants.flatMap(({ caughtBy }) => caughtBy));
    const idle = Object.entries(topics).filter(
      ([, checks]) => !checks.some(({ name }) => catching.has(name)),
    );
    expect(idle.map(([topic]) => topic)).toEqual([]);
  });
}

function keyOf(mutant: string, check: string): string {
  return JSON.stringify([mutant, check]);
}
