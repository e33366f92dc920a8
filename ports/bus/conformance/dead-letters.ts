import type { DeadLetter, Message } from "@quad/bus";
import { QuadError } from "@quad/errors";
import { expect } from "vitest";
import { deadLetter, deadLetters } from "./awaited-dead-letters.ts";
import type { BusCheck } from "./bus-stage.ts";
import { failingHandler, TWO_ATTEMPTS } from "./failing-handler.ts";
import { expectKeyOrder, idsOf } from "./key-order.ts";

/** The engine's clock may not be the machine's. */
const CLOCKS_APART_MS = 60_000;

export const deadLetterChecks: readonly BusCheck[] = [
  {
    name: "after its last attempt a message is a dead letter that tells what happened",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const message = stage.message({ headers: { a: "1" } });
      await group.join(bus, { handle: failingHandler([message]).handle, retry: TWO_ATTEMPTS });
      const publishedAt = Date.now();
      await bus.publish([message]);
      const letter = await deadLetter(stage, bus, group);
      const { id, diedAt, error, ...rest } = letter;
      expect(rest).toEqual({ group: group.group, message, attempts: 2, blocked: 0 });
      expect(error).toBe(`QuadError HANDLER_FAILED: ${message.id} fails here.`);
      expect(Math.abs(diedAt.getTime() - publishedAt)).toBeLessThan(CLOCKS_APART_MS);
      expect(await bus.deadLetters.get(id)).toEqual(letter);
      expect(group.offers.length).toBe(2);
    },
  },
  {
    name: "what is invalid is a dead letter at once, whatever the policy",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const [first, second] = [stage.message(), stage.message()];
      const handle = ({ id }: Message) => {
        if (id === first.id) throw new QuadError("NO_SUCH_SEAT", "invalid", "There is none.");
      };
      await group.join(bus, { handle, retry: { attemptsMax: 1_000, delayMs: 0, delayMsMax: 0 } });
      await bus.publish([first, second]);
      const letter = await deadLetter(stage, bus, group);
      expect(letter).toMatchObject({ message: first, attempts: 1, blocked: 1 });
      expect(group.offers.length).toBe(1);
      await bus.deadLetters.discard(letter.id);
      await group.untilHandled([second]);
    },
  },
  {
    name: "later messages of its key wait behind it, other keys flow on",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const messages = stage.messages(4);
      const { handle } = failingHandler(messages.slice(0, 1));
      await group.join(bus, { handle, retry: TWO_ATTEMPTS });
      await bus.publish(messages);
      await deadLetter(stage, bus, group);
      const others = stage.messages(20, { keys: 5 });
      await bus.publish([stage.message(), ...others]);
      await group.untilHandled(others);
      await stage.until(
        "four messages wait behind it",
        () => bus.deadLetters.list({ group: group.group }),
        ({ items }) => items[0]?.blocked === 4,
      );
      expectKeyOrder(group, others);
    },
  },
  {
    name: "discarded, it is gone and its key flows on",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const messages = stage.messages(3);
      const { handle } = failingHandler(messages.slice(0, 1));
      await group.join(bus, { handle, retry: TWO_ATTEMPTS });
      await bus.publish(messages);
      const { id } = await deadLetter(stage, bus, group);
      await bus.deadLetters.discard(id);
      const last = stage.message();
      await bus.publish([last]);
      await group.untilHandled([last]);
      expectKeyOrder(group, [...messages.slice(1), last]);
      expect(await bus.deadLetters.list({ group: group.group })).toEqual({ items: [], next: null });
    },
  },
  {
    name: "an id that is unknown, or no more, is not found",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const message = stage.message();
      await group.join(bus, { handle: failingHandler([message]).handle, retry: TWO_ATTEMPTS });
      await bus.publish([message]);
      const { id } = await deadLetter(stage, bus, group);
      await bus.deadLetters.discard(id);
      const notFound = { code: "BUS_DEAD_LETTER_NOT_FOUND", kind: "not-found" };
      for (const gone of [id, "no-such-id", "", "0", "99999999999999999999"]) {
        await expect(bus.deadLetters.get(gone)).rejects.toMatchObject(notFound);
        await expect(bus.deadLetters.replay(gone)).rejects.toMatchObject(notFound);
        await expect(bus.deadLetters.discard(gone)).rejects.toMatchObject(notFound);
      }
    },
  },
  {
    name: "they are listed page by page in the order of their deaths, while others are discarded",
    async run(stage) {
      const bus = await stage.started();
      const [group, other] = [stage.group("group"), stage.group("other")];
      const messages = stage.messages(5, { keys: 5 });
      const { handle } = failingHandler(messages);
      for (const each of [other, group]) await each.join(bus, { handle, retry: TWO_ATTEMPTS });
      for (const [at, message] of messages.entries()) {
        await bus.publish([message]);
        await deadLetters(stage, bus, group, at + 1);
      }
      const seen: DeadLetter[] = [];
      let cursor: { cursor?: string } | null = {};
      while (cursor !== null) {
        const query = { group: group.group, limit: 2, ...cursor };
        const { items, next } = await bus.deadLetters.list(query);
        expect(items.length).toBeLessThanOrEqual(2);
        seen.push(...items);
        for (const { id } of items) await bus.deadLetters.discard(id);
        cursor = next === null ? null : { cursor: next };
      }
      expect(idsOf(seen.map(({ message }) => message))).toEqual(idsOf(messages));
      await deadLetters(stage, bus, other, 5);
    },
  },
  {
    name: "the failure is told in words, whatever was thrown",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const forbidden = () => expect.unreachable();
      const failures: readonly { thrown: unknown; told: RegExp }[] = [
        { thrown: undefined, told: /undefined/ },
        { thrown: "a NUL \u0000 and a lone \ud800 surrogate", told: /surrogate/ },
        { thrown: { code: 7, message: "like an error" }, told: /7.*like an error/ },
        { thrown: Object.create(null), told: /./ },
        { thrown: new Error("x".repeat(1_000_000)), told: /^Error: x{100,2000}$/ },
        { thrown: new Proxy({}, { get: forbidden, has: forbidden }), told: /./ },
      ];
      const handle = ({ body }: Message) => Promise.reject(failures[Number(body)]?.thrown);
      await group.join(bus, { handle, retry: { attemptsMax: 1 } });
      const messages = failures.map((_, body) => stage.message({ body, key: stage.key(body) }));
      await bus.publish(messages);
      for (const { message, error } of await deadLetters(stage, bus, group, failures.length)) {
        expect(error).toMatch(failures[Number(message.body)]?.told ?? /$./);
        expect(error.length).toBeLessThanOrEqual(2_000);
      }
    },
  },
  {
    name: "they outlive the instance that made them, and so does the wait of their key",
    async run(stage) {
      const [first, second] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const messages = stage.messages(3);
      const handler = failingHandler(messages.slice(0, 1));
      await group.join(first, { handle: handler.handle, retry: TWO_ATTEMPTS });
      await first.publish(messages);
      const letter = await deadLetter(stage, first, group);
      await first.stop();
      await group.join(second, { handle: handler.handle, retry: TWO_ATTEMPTS });
      const marker = stage.message({ key: stage.key("marker") });
      await second.publish([marker]);
      await group.untilHandled([marker]);
      expect(idsOf(group.handled)).toEqual([marker.id]);
      handler.repair();
      await second.deadLetters.replay(letter.id);
      await group.untilHandled(messages);
      expectKeyOrder(group, [...messages, marker]);
    },
  },
];
