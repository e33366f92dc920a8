import { QuadError } from "@quad/errors";
import { expect } from "vitest";
import type { Bus } from "../src/bus.ts";
import { type Check, check } from "./check.ts";
import type { Stage } from "./stage.ts";
import type { Witness } from "./witness.ts";

const UNKNOWN = { code: "BUS_DEAD_LETTER_NOT_FOUND", kind: "not-found" };

export const deadLetterChecks: readonly Check[] = [
  check("after its last attempt a message is a dead letter that tells the story", async (stage) => {
    const bus = await stage.bus();
    const witness = stage.witness(() => {
      throw new QuadError("SEAT_TAKEN", "conflict", "Seat 7 is taken.");
    });
    await stage.join(bus, witness, { retry: { attemptsMax: 2, delayMs: 1 } });
    const message = stage.message("k", 1, { body: { seat: 7 }, headers: { trace: "abc" } });
    await bus.publish([message]);
    const letter = await stage.deadLetter(bus);
    const { group } = stage;
    expect(letter).toMatchObject({ group, message, attempts: 2, blocked: 0 });
    for (const part of ["QuadError", "SEAT_TAKEN", "Seat 7 is taken."]) {
      expect(letter.error).toContain(part);
    }
    expect(letter.diedAt).toBeInstanceOf(Date);
    expect(await bus.deadLetters.get(letter.id)).toEqual(letter);
    expect(witness.attempts).toEqual([1, 2]);
  }),

  check("a dead letter holds up its own key, and no other", async (stage) => {
    const { bus, witness } = await withDeadLetter(stage);
    await bus.publish([stage.message("bad", 4), ...stage.messages("good", 3)]);
    await witness.hasHandled(3);
    await stage.depth(bus, { dead: 1, blocked: 3 });
    expect(witness.bodies(stage.key("good"))).toEqual([1, 2, 3]);
    expect(witness.bodies(stage.key("bad"))).toEqual([]);
    expect((await stage.deadLetter(bus)).blocked).toBe(3);
  }),

  check("a replayed message comes first, with fresh attempts", async (stage) => {
    const { bus, witness, mend } = await withDeadLetter(stage);
    const { id } = await stage.deadLetter(bus);
    mend();
    await bus.deadLetters.replay(id);
    await witness.hasHandled(3);
    expect(witness.bodies()).toEqual([1, 2, 3]);
    expect(witness.attempts).toEqual([1, 2, 3, 1, 1, 1]);
    await expect(bus.deadLetters.get(id)).rejects.toMatchObject(UNKNOWN);
    await stage.depth(bus, {});
  }),

  check("a replayed message may fail again, and is a dead letter again", async (stage) => {
    const { bus, witness, mend } = await withDeadLetter(stage);
    await bus.deadLetters.replay((await stage.deadLetter(bus)).id);
    await witness.hasBegun(6);
    const again = await stage.deadLetter(bus);
    expect(again).toMatchObject({ attempts: 3, message: stage.message("bad", 1), blocked: 2 });
    mend();
    await bus.deadLetters.replay(again.id);
    await witness.hasHandled(3);
    expect(witness.bodies()).toEqual([1, 2, 3]);
  }),

  check("a replay may replace the body, and nothing else", async (stage) => {
    const { bus, witness, mend } = await withDeadLetter(stage);
    const { id, message } = await stage.deadLetter(bus);
    const body = { seat: "mended", was: [1, null] };
    mend();
    await bus.deadLetters.replay(id, { body });
    await witness.hasHandled(3);
    expect(witness.handled[0]?.message).toEqual({ ...message, body });
    expect(witness.bodies()).toEqual([body, 2, 3]);
  }),

  check("a discarded message is gone for this group, and its key flows on", async (stage) => {
    const { bus, witness, mend } = await withDeadLetter(stage);
    const other = stage.witness();
    const { id } = await stage.deadLetter(bus);
    mend();
    await bus.deadLetters.discard(id);
    await witness.hasHandled(2);
    expect(witness.bodies()).toEqual([2, 3]);
    await expect(bus.deadLetters.get(id)).rejects.toMatchObject(UNKNOWN);
    await stage.depth(bus, {});
    if (!bus.supports.history) return;
    await stage.join(bus, other, { group: stage.otherGroup });
    await other.hasHandled(3);
    expect(other.bodies()).toEqual([1, 2, 3]);
  }),

  check("discarding the only message of a key leaves the key usable", async (stage) => {
    const { bus, witness, mend } = await withDeadLetter(stage, 1);
    mend();
    await bus.deadLetters.discard((await stage.deadLetter(bus)).id);
    await stage.depth(bus, {});
    await bus.publish([stage.message("bad", 2)]);
    await witness.hasHandled(1);
    expect(witness.bodies()).toEqual([2]);
  }),

  check("dead letters come oldest first, in pages, and by group", async (stage) => {
    const bus = await stage.bus();
    const fails = () => {
      throw new Error("always");
    };
    const retry = { attemptsMax: 1 };
    const { group, otherGroup } = stage;
    await stage.join(bus, stage.witness(fails), { retry });
    for (let n = 1; n <= 5; n++) {
      await bus.publish([stage.message(`k${n}`, n)]);
      await stage.deadLetters(bus, n);
    }
    await bus.publish([stage.message("k9", 9, { topic: stage.otherTopic })]);
    const topics = [stage.otherTopic];
    await stage.join(bus, stage.witness(fails), { retry, topics, group: otherGroup });
    await bus.publish([stage.message("k9", 10, { topic: stage.otherTopic })]);
    await stage.deadLetter(bus, otherGroup);

    const pages: unknown[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await bus.deadLetters.list({ group, limit: 2, ...(cursor && { cursor }) });
      pages.push(page.items.map(({ message }) => message.body));
      cursor = page.next;
    }
    expect(pages).toEqual([[1, 2], [3, 4], [5]]);
    const { items } = await bus.deadLetters.list();
    expect(new Set(items.map((item) => item.group))).toEqual(new Set([group, otherGroup]));
  }),

  check("one message may be dead in two groups, and each decides for itself", async (stage) => {
    const { bus } = await withDeadLetter(stage, 1);
    const other = stage.witness(() => {
      throw new Error("always");
    });
    const group = stage.otherGroup;
    await stage.join(bus, other, { group, retry: { attemptsMax: 1 } });
    await bus.publish([stage.message("bad", 2)]);
    const own = await stage.deadLetter(bus);
    const others = await stage.deadLetter(bus, group);
    expect(others.id).not.toBe(own.id);
    await bus.deadLetters.discard(others.id);
    expect(await stage.deadLetter(bus)).toMatchObject({ id: own.id, message: own.message });
  }),

  check("an unknown dead letter is refused by name", async (stage) => {
    const { bus, mend } = await withDeadLetter(stage, 1);
    const { id } = await stage.deadLetter(bus);
    mend();
    await bus.deadLetters.discard(id);
    for (const unknown of [id, "unknown", ""]) {
      await expect(bus.deadLetters.get(unknown)).rejects.toMatchObject(UNKNOWN);
      await expect(bus.deadLetters.replay(unknown)).rejects.toMatchObject(UNKNOWN);
      await expect(bus.deadLetters.discard(unknown)).rejects.toMatchObject(UNKNOWN);
    }
  }),
];

interface DeadEnd {
  readonly bus: Bus;
  readonly witness: Witness;
  /** From now on the handler succeeds. */
  mend(): void;
}

/** A group whose key `bad` has `count` messages, the first of them dead after three attempts. */
async function withDeadLetter(stage: Stage, count = 3): Promise<DeadEnd> {
  const bus = await stage.bus();
  let mended = false;
  const witness = stage.witness(({ key }) => {
    if (key === stage.key("bad") && !mended) throw new Error("always");
  });
  await stage.join(bus, witness);
  await bus.publish(stage.messages("bad", count));
  await stage.depth(bus, { dead: 1, blocked: count - 1 });
  const mend = () => {
    mended = true;
  };
  return { bus, witness, mend };
}
