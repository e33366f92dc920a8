import fc from "fast-check";
import { expect, test } from "vitest";
import type { PublishFault } from "../src/agent/armed-fault.ts";
import { ArmedFaults } from "../src/agent/armed-faults.ts";
import { type Publish, publishOf, strikePublish } from "../src/agent/strike-publish.ts";

const KEYS = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 12 });
const RANKS = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 16 });

test("reordered messages keep their order within each key, and none is lost", async () => {
  await fc.assert(
    fc.asyncProperty(KEYS, RANKS, async (keys, ranks) => {
      const after = await published(keys, { id: "1", kind: "reorder", delayMs: 0, ranks });
      const ids = keys.map((_, index) => index);
      expect(after.flat().toSorted((a, b) => a - b)).toEqual(ids);
      for (const key of new Set(keys)) {
        const ofKey = after.flat().filter((id) => keys[id] === key);
        expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b));
      }
    }),
  );
});

test("messages of two keys change places", async () => {
  const ranks = [2, 1];
  const after = await published(["a", "b"], { id: "1", kind: "reorder", delayMs: 0, ranks });
  expect(after).toEqual([[1, 0]]);
});

test("duplicated messages are sent twice, in their order", async () => {
  const after = await published(["a", "b"], { id: "1", kind: "duplicate", delayMs: 0, ranks: [] });
  expect(after).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test("another statement is left alone", () => {
  expect(publishOf({ name: "claim", values: [1] })).toBeUndefined();
});

/** What is sent, as the numbers of the messages. */
async function published(keys: readonly string[], fault: PublishFault): Promise<number[][]> {
  const armed = new ArmedFaults({ name: "orders", landings: "/dev/null" });
  armed.obey({ type: "arm", fault });
  const ids = keys.map((_, index) => index);
  const column = ids.map(String);
  const statement = { name: "publish", text: "with turn" };
  const publish: Publish = {
    ...statement,
    values: [ids, ids, column, keys, ids, ids, ids, ids, ids, "wake"],
  };
  const sent: number[][] = [];
  const send = async ({ values }: Publish) => {
    sent.push(values[1] as number[]);
  };
  const struck = strikePublish(publish, armed);
  await (struck ? struck(send) : send(publish));
  return sent;
}
