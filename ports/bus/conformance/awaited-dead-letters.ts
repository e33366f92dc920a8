import type { Bus, DeadLetter } from "@quad/bus";
import type { BusStage } from "./bus-stage.ts";
import type { ObservedGroup } from "./observed-group.ts";

/** The dead letters of a group, when there are so many. */
export async function deadLetters(
  stage: BusStage,
  bus: Bus,
  { group }: ObservedGroup,
  count: number,
): Promise<DeadLetter[]> {
  const { items } = await stage.until(
    `${count} dead letters`,
    () => bus.deadLetters.list({ group }),
    (page) => page.items.length === count,
  );
  return items;
}

/** The one dead letter of a group, when it is there. */
export async function deadLetter(
  stage: BusStage,
  bus: Bus,
  group: ObservedGroup,
): Promise<DeadLetter> {
  const [letter] = await deadLetters(stage, bus, group, 1);
  if (!letter) throw new TypeError("A list of one letter has none.");
  return letter;
}
