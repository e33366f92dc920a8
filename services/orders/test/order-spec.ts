import { isQuadError } from "@quad/errors";
import { expect } from "vitest";
import { type Command, decide } from "../src/domain/decide-order.ts";
import { evolve, type Order } from "../src/domain/order.ts";
import type { OrderEvent } from "../src/domain/order-event.ts";

/** `given(what happened).when(a command).then(what happens)`, or `.refused(code)`. */
export function given(...history: OrderEvent[]) {
  const order = orderAfter(history);
  return {
    when(command: Command) {
      return {
        // biome-ignore lint/suspicious/noThenProperty: given, when, then; nobody awaits it.
        then: (...events: OrderEvent[]) => expect(decide(order, command)).toEqual(events),
        nothing: () => expect(decide(order, command)).toEqual([]),
        refused: (code: string) => expect(outcomeOf(order, command)).toBe(code),
      };
    },
  };
}

export function orderAfter(history: readonly OrderEvent[]): Order | null {
  return history.reduce<Order | null>(evolve, null);
}

/** The types of what happens, or the code of the refusal. */
export function outcomeOf(order: Order | null, command: Command): string {
  try {
    return decide(order, command)
      .map(({ type }) => type)
      .join(" ");
  } catch (error) {
    if (isQuadError(error)) return error.code;
    throw error;
  }
}
