import { signal } from "@quad/testkit";
import { expect } from "vitest";
import { type Check, check } from "./check.ts";

export const backpressureChecks: readonly Check[] = [
  check("a slow handler never has more than its concurrency in hand", async (stage) => {
    const bus = await stage.bus();
    const go = signal("the handlers may finish");
    const witness = stage.witness(() => go.within(stage.patienceMs));
    const batch = (from: number) =>
      Array.from({ length: 1_000 }, (_, n) => stage.message(`k${n % 100}`, from + n));
    await stage.join(bus, witness, { concurrency: 3 });
    await bus.publish(batch(0));
    await witness.hasBegun(3);
    await bus.publish(batch(1_000));
    await bus.publish(batch(2_000));
    await stage.depth(bus, { ready: 3_000 });
    expect(witness.begun).toHaveLength(3);
    go.resolve();
    await witness.hasHandled(3_000);
    expect(witness.inHandMax).toBe(3);
  }),

  check("a busy member leaves what it cannot take to others", async (stage) => {
    const bus = await stage.bus();
    const go = signal("the busy member may finish");
    const busy = stage.witness(() => go.within(stage.patienceMs));
    const free = stage.witness();
    await stage.join(bus, busy, { concurrency: 1 });
    await bus.publish([stage.message("first", 0)]);
    await busy.hasBegun(1);
    await stage.join(bus, free);
    await bus.publish(Array.from({ length: 100 }, (_, n) => stage.message(`k${n}`, n)));
    await free.hasHandled(100);
    expect(busy.begun).toHaveLength(1);
    go.resolve();
    await busy.hasHandled(1);
  }),
];
