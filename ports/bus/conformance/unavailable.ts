import { QuadError } from "@quad/errors";
import { expect } from "vitest";
import { type Check, check } from "./check.ts";

/** What a handler throws when a neighbour is down. */
export function neighbourAway(): QuadError {
  return new QuadError("CONFORMANCE_NEIGHBOUR_AWAY", "unavailable", "The neighbour is away.");
}

export const unavailableChecks: readonly Check[] = [
  check("an unavailable neighbour costs the message no attempt", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(() => {
      if (witness.begun.length <= 3) throw neighbourAway();
    });
    await stage.join(bus, witness, { retry: { attemptsMax: 1 } });
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(witness.attempts).toEqual([1, 1, 1, 1]);
    expect((await bus.deadLetters.list({ group: stage.group })).items).toEqual([]);
  }),

  check("attempts that failed before stay counted while a neighbour is away", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(() => {
      if (witness.begun.length === 1) throw new Error("its own fault");
      if (witness.begun.length <= 3) throw neighbourAway();
    });
    await stage.join(bus, witness);
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(witness.attempts).toEqual([1, 2, 2, 2]);
  }),

  check("an unavailable neighbour is left alone for a moment", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(() => {
      if (witness.begun.length === 1) throw neighbourAway();
    });
    await stage.join(bus, witness);
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    const [first, second] = witness.begun.map(({ atMs }) => atMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(10);
  }),

  check("an unavailable neighbour changes no order", async (stage) => {
    const bus = await stage.bus();
    const away = new Set([stage.message("a", 1).id, stage.message("b", 2).id]);
    const witness = stage.witness(({ id }) => {
      if (away.delete(id)) throw neighbourAway();
    });
    await stage.join(bus, witness);
    await bus.publish([...stage.messages("a", 4), ...stage.messages("b", 4)]);
    await witness.hasHandled(8);
    for (const name of ["a", "b"]) expect(witness.bodies(stage.key(name))).toEqual([1, 2, 3, 4]);
  }),
];
