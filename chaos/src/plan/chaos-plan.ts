import { type Dice, dice } from "./dice.ts";
import type { Fault } from "./fault.ts";
import { drawFault } from "./fault-mix.ts";
import { drawLaterSteps } from "./later-steps.ts";
import { drawLoad, type LaterStep, type LoadStep } from "./load-step.ts";

/** What a run does, in this order. All of it follows from the seed. */
export interface ChaosPlan {
  readonly seed: number;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly do: "load"; readonly load: LoadStep }
  | { readonly do: "fault"; readonly fault: Fault };

export interface PlanOptions {
  readonly seed: number;
  readonly checkouts: number;
  /** Faults for each thousand checkouts, besides those of the provider. */
  readonly faultsPerMille?: number;
}

const FAULTS_PER_MILLE = 130;
/** Besides the checkouts. */
const BROWSES_PER_MILLE = 300;
const RESTOCKS_PER_MILLE = 60;
/** So that every order under a fault can end before the faults do. */
const CALM_START = 10;

/**
 * The plan of a run. Load and faults have chance of their own, so that a plan with other faults
 * has the same load. What is not planned is the timing of processes: see the README.
 */
export function chaosPlan(options: PlanOptions): ChaosPlan {
  const { seed, checkouts, faultsPerMille = FAULTS_PER_MILLE } = options;
  const all = dice(seed);
  const [load, faults] = [all.fork(), all.fork()];
  const steps: Step[] = [];
  const later = new Agenda();
  let faultNumber = 0;
  for (let nth = 0; nth < checkouts; nth++) {
    const key = `chaos-${seed}-${nth}`;
    steps.push(...loadAt(load, key), ...later.at(nth));
    for (const { step, after } of drawLaterSteps(load, key)) later.add(nth + after, step);
    if (nth < CALM_START) continue;
    for (let due = dueAt(faults, faultsPerMille); due > 0; due--) {
      faultNumber++;
      steps.push({ do: "fault", fault: drawFault(faults, faultNumber) });
    }
  }
  return { seed, steps: [...steps, ...later.rest()] };
}

/** Steps that wait for their turn, by the number of the checkout that they come after. */
class Agenda {
  readonly #waiting = new Map<number, Step[]>();

  add(nth: number, load: LaterStep): void {
    this.#waiting.set(nth, [...(this.#waiting.get(nth) ?? []), { do: "load", load }]);
  }

  at(nth: number): readonly Step[] {
    const due = this.#waiting.get(nth) ?? [];
    this.#waiting.delete(nth);
    return due;
  }

  rest(): Step[] {
    const left = [...this.#waiting].toSorted(([a], [b]) => a - b);
    return left.flatMap(([, steps]) => steps);
  }
}

function loadAt(load: Dice, key: string): Step[] {
  const kinds = ["checkout" as const];
  const others = [
    ...(load.perMille(BROWSES_PER_MILLE) ? (["browse"] as const) : []),
    ...(load.perMille(RESTOCKS_PER_MILLE) ? (["restock"] as const) : []),
  ];
  return [...kinds, ...others].map((kind) => ({
    do: "load",
    load: drawLoad(kind, load, key),
  }));
}

function dueAt(faults: Dice, perMille: number): number {
  const whole = Math.floor(perMille / 1_000);
  return whole + (faults.perMille(perMille % 1_000) ? 1 : 0);
}
