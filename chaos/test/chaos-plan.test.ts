import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChaosPlan, chaosPlan } from "../src/plan/chaos-plan.ts";
import { FAULT_KINDS } from "../src/plan/fault.ts";

const SEEDS = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe("the plan of a run", () => {
  test("follows from the seed alone", () => {
    fc.assert(
      fc.property(SEEDS, (seed) => {
        expect(chaosPlan({ seed, checkouts: 50 })).toEqual(chaosPlan({ seed, checkouts: 50 }));
      }),
      { numRuns: 20 },
    );
  });

  test("is another for another seed", () => {
    const [one, other] = [1, 2].map((seed) => chaosPlan({ seed, checkouts: 50 }).steps);
    expect(one).not.toEqual(other);
  });

  test("has the same load, however many faults there are", () => {
    const [few, many] = [20, 900].map((faultsPerMille) =>
      chaosPlan({ seed: 7, checkouts: 100, faultsPerMille }).steps.filter(
        (step) => step.do === "load",
      ),
    );
    expect(few).toEqual(many);
  });

  test("has as many checkouts as asked for, each under a key of its own", () => {
    const keys = checkoutsOf(chaosPlan({ seed: 3, checkouts: 200 })).map(({ key }) => key);
    expect(keys).toHaveLength(200);
    expect(new Set(keys).size).toBe(200);
  });

  test("cancels a tenth of the orders, delivers three, sends one back", () => {
    const { steps } = chaosPlan({ seed: 5, checkouts: 2_000 });
    const later = steps.flatMap((step) =>
      step.do === "load" && "of" in step.load ? [step.load] : [],
    );
    const share = (action: string) =>
      new Set(later.filter((step) => step.action === action).map(({ of }) => of)).size / 2_000;
    expect(share("cancel")).toBeCloseTo(0.1, 1);
    expect(share("ship")).toBeCloseTo(0.3, 1);
    expect(share("deliver")).toBe(share("ship"));
    expect(share("return")).toBeCloseTo(0.1, 1);
    const placed = new Set<string>();
    for (const step of steps) {
      if (step.do !== "load") continue;
      if (step.load.action === "checkout") placed.add(step.load.key);
      if ("of" in step.load) expect(placed).toContain(step.load.of);
    }
  });

  test("of 10 000 checkouts has every kind of fault many times, and more than 1 000 in all", () => {
    const plan = chaosPlan({ seed: 1, checkouts: 10_000 });
    const faults = plan.steps.flatMap((step) => (step.do === "fault" ? [step.fault] : []));
    expect(faults.length).toBeGreaterThan(1_000);
    for (const kind of FAULT_KINDS.filter((one) => one !== "provider")) {
      const count = faults.filter((fault) => fault.kind === kind).length;
      expect(count, kind).toBeGreaterThan(5);
    }
    const tokens = checkoutsOf(plan).filter(({ token }) => token !== "sim_ok");
    expect(tokens.length).toBeGreaterThan(300);
  });
});

function checkoutsOf({ steps }: ChaosPlan) {
  return steps.flatMap((step) =>
    step.do === "load" && step.load.action === "checkout" ? [step.load] : [],
  );
}
