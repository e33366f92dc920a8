import { seededRandom } from "@quad/testkit";

/** Chance that depends on the seed alone. */
export interface Dice {
  /** From 0 to below `sides`. */
  roll(sides: number): number;
  /** From `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in so many of a thousand cases. */
  perMille(cases: number): boolean;
  /** Of their own: what one uses up, the other does not miss. */
  fork(): Dice;
}

export function dice(seed: number): Dice {
  const random = seededRandom(seed);
  const roll = (sides: number) => Math.floor(random() * sides);
  return {
    roll,
    between: (least, most) => least + roll(most - least + 1),
    pick<T>(list: readonly T[]): T {
      const picked = list[roll(list.length)];
      if (picked === undefined) throw new TypeError("There is nothing to pick from.");
      return picked;
    },
    perMille: (cases) => roll(1_000) < cases,
    fork: () => dice(roll(2 ** 31)),
  };
}
