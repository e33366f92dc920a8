import { expect } from "vitest";
import { PUBLISH_BATCH_MAX } from "../src/bus.ts";
import { type Check, check } from "./check.ts";

const BODIES = [
  null,
  0,
  "",
  false,
  [],
  { nested: [{ list: [1, -2.5, "three"] }] },
  'quotes " and \\ and\nlines, Ünïcödé, 図書館, 🎓',
];

export const publishChecks: readonly Check[] = [
  check("a message arrives as it was published", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    const headers = { traceparent: "00-ab-cd-01", empty: "", "x-note": "ünï 🎓" };
    const sent = BODIES.map((body, index) => stage.message("k", index, { body, headers }));
    await bus.publish(sent);
    await witness.hasHandled(sent.length);
    expect(witness.handled.map(({ message }) => message)).toEqual(sent);
  }),

  check("publishing nothing has no effect", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    await bus.publish([]);
    await bus.publish([stage.message("k", 1)]);
    await witness.hasHandled(1);
    expect(witness.bodies()).toEqual([1]);
  }),

  check("a batch of the largest size arrives whole", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    const sent = Array.from({ length: PUBLISH_BATCH_MAX }, (_, n) =>
      stage.message(`k${n % 50}`, n),
    );
    await bus.publish(sent);
    await witness.hasHandled(PUBLISH_BATCH_MAX);
    const ids = witness.handled.map(({ message }) => message.id);
    expect(ids.toSorted()).toEqual(sent.map(({ id }) => id).toSorted());
  }),

  check(
    "what a publisher or a handler does to its copy changes nobody else's",
    async (stage) => {
      const bus = await stage.bus();
      const body = { titles: ["Emma"] };
      const seen: unknown[] = [];
      const witness = stage.witness((message, { attempt }) => {
        const own = message.body as typeof body;
        seen.push(structuredClone(own));
        own.titles.push("by a handler");
        if (attempt === 1) throw new Error("once more");
      });
      await bus.publish([stage.message("k", 1, { body })]);
      body.titles.push("by the publisher");
      await stage.join(bus, witness);
      await witness.hasHandled(1);
      expect(seen).toEqual([{ titles: ["Emma"] }, { titles: ["Emma"] }]);
    },
    ["history"],
  ),

  check("publishers at the same time lose nothing", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness();
    await stage.join(bus, witness);
    const batches = Array.from({ length: 40 }, (_, n) => stage.messages(`k${n}`, 5));
    await Promise.all(batches.map((batch) => bus.publish(batch)));
    await witness.hasHandled(200);
    for (const [first] of batches) expect(witness.bodies(first?.key)).toEqual([1, 2, 3, 4, 5]);
  }),
];
