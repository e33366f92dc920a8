import type { Message } from "@quad/bus";
import { expect } from "vitest";
import type { ObservedGroup } from "./observed-group.ts";

/** Fails unless a group handled these messages, each key's in this order, never two at a time. */
export function expectKeyOrder(witness: ObservedGroup, published: readonly Message[]): void {
  expect(idsByKey(witness.handled)).toEqual(idsByKey(published));
  expect(witness.overlaps).toEqual([]);
}

export function idsByKey(messages: readonly Message[]): Record<string, string[]> {
  const ids: Record<string, string[]> = {};
  for (const { key, id } of messages) {
    ids[key] ??= [];
    ids[key].push(id);
  }
  return ids;
}

export function idsOf(messages: readonly Message[]): string[] {
  return messages.map(({ id }) => id);
}
