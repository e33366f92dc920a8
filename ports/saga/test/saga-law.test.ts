import {
  type Call,
  LOSSES_MAX,
  type Plan,
  type SagaEvent,
  type SagaState,
  sagaMachine,
} from "@quad/saga";
import fc from "fast-check";
import { expect, test } from "vitest";

const { begunState, nextCall, evolve } = sagaMachine;

/** What the world does at one call, and what the coordinator hears of it. */
interface Turn {
  readonly happens: boolean;
  readonly heard: "answer" | "nothing" | "crash";
  /** The action is refused, or says that it did nothing, where it does not happen. */
  readonly isRefused: boolean;
}

const turns = fc.array(
  fc.record<Turn>({
    happens: fc.boolean(),
    heard: fc.constantFrom("answer", "answer", "answer", "nothing", "crash"),
    isRefused: fc.boolean(),
  }),
  { maxLength: 60 },
);
const plans: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({
      attemptsMax: fc.integer({ min: 1, max: 3 }),
      resolvable: fc.boolean(),
      compensable: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((steps) => steps.map((step, index) => ({ name: `step-${index}`, ...step })));

/** After these turns everything answers. */
const CALM: Turn = { happens: true, heard: "answer", isRefused: false };

test("whatever fails, it ends or parks; what happened is undone in reverse, nothing else", () => {
  fc.assert(
    fc.property(plans, turns, (plan, storm) => {
      const world = new World(plan);
      let state = begunState(plan);
      const callsMax = plan.length * 2 * (3 * 3 + LOSSES_MAX);
      for (let nth = 0; ; nth++) {
        const call = nextCall(plan, state);
        if (!call) break;
        expect(nth).toBeLessThanOrEqual(callsMax);
        state = evolve(plan, state, world.answer(call, storm[nth] ?? CALM));
      }
      world.check(state);
    }),
    { numRuns: 2_000 },
  );
});

/** Participants that honour keys: what has happened, or was refused, stays so. */
class World {
  readonly #plan: Plan;
  readonly #happened = new Set<number>();
  readonly #refused = new Set<number>();
  readonly #undone: number[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  answer(call: Call, turn: Turn): SagaEvent {
    const event = { action: this.#act, resolve: this.#tell, compensate: this.#undo }[call.kind](
      call.step,
      turn,
    );
    if (turn.heard === "crash") return { type: "lost" };
    if (turn.heard === "answer") return event;
    const reason = "silence";
    if (call.kind === "action") return { type: "unknown", reason };
    if (call.kind === "resolve") return { type: "still-unknown", reason };
    return { type: "not-compensated", reason };
  }

  readonly #act = (step: number, { happens, isRefused }: Turn): SagaEvent => {
    const reason = "no";
    if (this.#happened.has(step)) return { type: "done", result: step };
    if (this.#refused.has(step)) return { type: "refused", reason };
    if (happens) {
      this.#happened.add(step);
      return { type: "done", result: step };
    }
    if (!isRefused) return { type: "not-done", reason };
    this.#refused.add(step);
    return { type: "refused", reason };
  };

  readonly #tell = (step: number): SagaEvent =>
    this.#happened.has(step) ? { type: "done", result: step } : { type: "never" };

  readonly #undo = (step: number, { happens }: Turn): SagaEvent => {
    expect(this.#happened).toContain(step);
    if (!happens) return { type: "not-compensated", reason: "stuck" };
    if (!this.#undone.includes(step)) this.#undone.push(step);
    return { type: "compensated" };
  };

  check({ status, steps }: SagaState): void {
    const all = [...this.#plan.keys()];
    const undoable = all.filter((at) => this.#happened.has(at) && this.#plan[at]?.compensable);
    if (status === "done") {
      expect([...this.#happened].sort()).toEqual(all);
      expect(this.#undone).toEqual([]);
    } else if (status === "compensated") {
      expect(this.#undone).toEqual(undoable.toReversed());
    } else {
      expect(status).toBe("parked");
      const reasons = steps.filter((step) => step.status === "unknown" || step.status === "owed");
      expect(reasons).not.toEqual([]);
      const isUnknown = reasons.some((step) => step.status === "unknown");
      // Nothing is undone past a step of which nobody knows.
      if (isUnknown) expect(this.#undone).toEqual([]);
    }
  }
}
