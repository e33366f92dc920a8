import { beforeAll, describe, expect, test } from "vitest";
import { exactDeadlines } from "./deadline.ts";
import type { Check, Topics } from "./test-checks.ts";

/** A way to break the promise, and the checks that must notice. */
export interface Mutant<Place> {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** A fresh place that holds such an adapter. */
  readonly place: () => Place;
}

interface MutantTests<C extends Check, Place> {
  /** What a mutant is one of, such as `a bus`. */
  readonly kind: string;
  readonly mutants: readonly Mutant<Place>[];
  /** Each topic must catch a mutant. */
  readonly topics: Topics<C>;
  /** Runs one check against a fresh place of the mutant; rejects when the check fails. */
  readonly run: (check: C, place: Place) => Promise<void>;
  /** Whether checks clean up with `onTestFinished`: then they run one after the other. */
  readonly inTests?: boolean;
}

/** A mutant often shows by what never happens, so that checks mostly wait. */
const AT_ONCE = 5;

/**
 * Tests a conformance suite: of each mutant, every check that is to catch it has to fail.
 *
 * The checks run beside each other in a hook, not as concurrent tests: Vitest ascribes a rejection
 * that a check expects to whichever test was started last, which then fails for another's sake.
 */
export function testMutants<C extends Check, Place>(tests: MutantTests<C, Place>): void {
  const { kind, mutants, topics, run, inTests = false } = tests;
  exactDeadlines();
  const byName = new Map(
    Object.values(topics)
      .flat()
      .map((check) => [check.name, check]),
  );
  const outcomes = new Map<string, PromiseSettledResult<void>>();

  async function tryOut(mutant: Mutant<Place>, name: string): Promise<void> {
    const check = byName.get(name);
    if (!check) return;
    const [outcome] = await Promise.allSettled([run(check, mutant.place())]);
    outcomes.set(keyOf(mutant.name, name), outcome);
  }

  beforeAll(async () => {
    if (inTests) return;
    const waiting = mutants.flatMap((mutant) => mutant.caughtBy.map((name) => ({ mutant, name })));
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await tryOut(next.mutant, next.name);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });

  describe.for(mutants)(`${kind} that $name`, (mutant) => {
    test.for(mutant.caughtBy)("is caught by: %s", async (name) => {
      expect([...byName.keys()]).toContain(name);
      if (inTests) await tryOut(mutant, name);
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
