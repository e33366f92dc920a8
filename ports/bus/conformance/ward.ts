import type { Bus, DeadLetter, Message, RetryPolicy } from "@quad/bus";
import { QuadError } from "@quad/errors";
import type { Stage } from "./stage.ts";
import type { Witness } from "./witness.ts";

/** Two quick attempts, then dead. */
export const SHORT_LIFE: RetryPolicy = { attemptsMax: 2, delayMs: 2, delayMsMax: 4 };

/** A handler that fails for some messages until they are healed. */
export function ward(sick: readonly Message[]) {
  const ids = new Set(sick.map(({ id }) => id));
  return {
    handle({ id }: Message) {
      if (ids.has(id)) throw new QuadError("TOO_SICK", "conflict", `${id} cannot be handled.`);
    },
    heal: () => ids.clear(),
  };
}

/** The dead letters of a group, when there are so many. */
export async function deadLetters(
  stage: Stage,
  bus: Bus,
  { group }: Witness,
  count: number,
): Promise<DeadLetter[]> {
  const { items } = await stage.eventually(
    `${count} dead letters`,
    () => bus.deadLetters.list({ group }),
    (page) => page.items.length === count,
  );
  return items;
}

/** The one dead letter of a group, when it is there. */
export async function deadLetter(stage: Stage, bus: Bus, group: Witness): Promise<DeadLetter> {
  const [letter] = await deadLetters(stage, bus, group, 1);
  if (!letter) throw new TypeError("A list of one letter has none.");
  return letter;
}
