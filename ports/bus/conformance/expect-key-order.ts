import { expect } from "vitest";
import type { Witness } from "./witness.ts";

/**
 * Each key's messages 1 to `count` were handled, for the first time in this order, and never two
 * at once. A message may be handled again: delivery is at least once.
 */
export function expectKeyOrder(witness: Witness, count: number): void {
  const expected = Array.from({ length: count }, (_, index) => index + 1);
  const keys = new Set(witness.begun.map(({ message }) => message.key));
  for (const key of keys) expect([...new Set(witness.bodies(key))], key).toEqual(expected);
  expect([...witness.crowdedKeys], "keys with two messages in hand").toEqual([]);
}
