import { beforeAll, describe, expect, test } from "vitest";
import { exactDeadlines } from "./deadline.ts";

/** A wrong adapter, and the checks that must catch it. */
interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
}

interface MutantTests<M extends Mutant> {
  /** What a mutant is one of, such as `a bus`. */
  readonly kind: string;
  readonly mutants: readonly M[];
  /** The names of all checks; each of them must catch a mutant. */
  readonly checks: readonly string[];
  /** Runs one check against a fresh place of the mutant; rejects when the check fails. */
  readonly run: (check: string, mutant: M) => Promise<void>;
}

/** A mutant often shows by what never happens, so that checks mostly wait. */
const AT_ONCE = 5;

/**
 * Tests a conformance suite: of each mutant, every check that is to catch it has to fail.
 *
 * The checks run beside each other in a hook, not as concurrent tests: Vitest ascribes a rejection
 * that a check expects to whichever test was started last, which then fails for another's sake.
 */
export function testMutants<M extends Mutant>(tests: MutantTests<M>): void {
  const { kind, mutants, checks, run } = tests;
  exactDeadlines();
  const caught = new Map<string, PromiseSettledResult<void>>();

  beforeAll(async () => {
    const waiting = mutants.flatMap((mutant) =>
      mutant.caughtBy.map((check) => ({ mutant, check })),
    );
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { mutant, check } = next;
        const [outcome] = await Promise.allSettled([run(check, mutant)]);
        caught.set(keyOf(mutant, check), outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });

  describe.for(mutants)(`${kind} that $name`, (mutant) => {
    test.for(mutant.caughtBy)("is caught by: %s", (check) => {
      expect(checks).toContain(check);
      expect(caught.get(keyOf(mutant, check))?.status).toBe("rejected");
    });
  });

  test("every check catches a mutant", () => {
    const catching = new Set(mutants.flatMap(({ caughtBy }) => caughtBy));
    expect(checks.filter((name) => !catching.has(name))).toEqual([]);
  });
}

function keyOf({ name }: Mutant, check: string): string {
  return JSON.stringify([name, check]);
}
