import type { Bus, DeadLetter } from "@quad/bus";
import type { ObservedGroup } from "./observed-group.ts";
import type { Stage } from "./stage.ts";

/** The dead letters of a group, when there are so many. */
export async function deadLetters(
  stage: Stage,
  bus: Bus,
  { group }: ObservedGroup,
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
export async function deadLetter(
  stage: Stage,
  bus: Bus,
  group: ObservedGroup,
): Promise<DeadLetter> {
  const [letter] = await deadLetters(stage, bus, group, 1);
  if (!letter) throw new TypeError("A list of one letter has none.");
  return letter;
}
