import type { Message } from "./message.ts";

/** The same messages in random order, each key's among themselves as before. */
export function shuffleAcrossKeys(
  messages: readonly Message[],
  random: () => number,
): readonly Message[] {
  const queues = Map.groupBy(messages, ({ key }) => key);
  const turns = messages.map(({ key }) => key);
  // Fisher and Yates: only whose turn it is gets shuffled.
  for (let last = turns.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [one = "", two = ""] = [turns[last], turns[other]];
    turns[last] = two;
    turns[other] = one;
  }
  return turns.flatMap((key) => queues.get(key)?.shift() ?? []);
}
