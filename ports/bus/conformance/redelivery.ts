import type { Delivery, Message } from "@quad/bus";
import { seededRandom } from "@quad/testkit";
import { expect } from "vitest";
import { deadLetters } from "./awaited-dead-letters.ts";
import type { BusCheck } from "./bus-stage.ts";
import { TWO_ATTEMPTS } from "./failing-handler.ts";
import { expectKeyOrder, idsOf } from "./key-order.ts";
import type { Offer } from "./observed-group.ts";

/** Timers may fire this much early. */
const EARLY_MS = 2;

export const redeliveryChecks: readonly BusCheck[] = [
  {
    name: "a message counts as handled when its handler resolves, not before",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      await group.join(bus, { handle: () => gate.opened });
      await bus.publish([stage.message()]);
      await group.untilOffered(1);
      expect(await bus.depth(group.group)).toMatchObject({ ready: 1 });
      gate.open();
      await stage.until(
        "nothing is left to do",
        () => bus.depth(group.group),
        ({ ready }) => ready === 0,
      );
    },
  },
  {
    name: "a handler that rejects gets the message again, each time after a longer pause",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const handle = (_: Message, { attempt }: Delivery) => {
        if (attempt < 4) throw new Error("Not yet.");
      };
      await group.join(bus, { handle, retry: { attemptsMax: 4, delayMs: 60, delayMsMax: 120 } });
      const message = stage.message();
      await bus.publish([message]);
      await group.untilHandled([message]);
      expect(attempts(group.offers)).toEqual([1, 2, 3, 4]);
      // Half of 60, of 120, and of the cap.
      const [first, second, third] = pauses(group.offers);
      expect(first).toBeGreaterThanOrEqual(30 - EARLY_MS);
      expect(second).toBeGreaterThanOrEqual(60 - EARLY_MS);
      expect(third).toBeGreaterThanOrEqual(60 - EARLY_MS);
    },
  },
  {
    name: "a topic may have a policy of its own, where it says nothing that of the subscription",
    async run(stage) {
      const bus = await stage.started();
      const topics = ["long", "quick", "other"].map((name) => stage.topic(name));
      const [long = "", quick = "", other = ""] = topics;
      const group = stage.group("group", topics);
      const handle = () => Promise.reject(new Error("Never."));
      const retryByTopic = { [long]: { attemptsMax: 3 }, [quick]: { delayMs: 1 } };
      await group.join(bus, { handle, retry: TWO_ATTEMPTS, retryByTopic });
      await bus.publish(topics.map((topic) => stage.message({ topic, key: topic })));
      const letters = await deadLetters(stage, bus, group, topics.length);
      const lives = letters.map((letter) => [letter.message.topic, letter.attempts]);
      expect(Object.fromEntries(lives)).toEqual({ [long]: 3, [quick]: 2, [other]: 2 });
    },
  },
  {
    name: "later messages of the key wait for a retry, other keys flow on",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      const messages = stage.messages(4);
      const handle = async ({ id }: Message, { attempt }: Delivery) => {
        if (id !== messages[0]?.id) return;
        if (attempt === 1) throw new Error("Not yet.");
        await gate.opened;
      };
      await group.join(bus, { handle });
      const others = stage.messages(20, { keys: 5 });
      await bus.publish([...messages, ...others]);
      await group.untilHandled(others);
      await group.until("the second attempt", () => attempts(group.inHand).includes(2));
      expect(idsOf(group.handled).sort()).toEqual(idsOf(others).sort());
      gate.open();
      await group.untilHandled(messages);
      expectKeyOrder(group, [...messages, ...others]);
    },
  },
  {
    name: "many failures at once come back and keep the order of their keys",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const random = seededRandom(5);
      const handle = (_: Message, { attempt }: Delivery) => {
        if (attempt === 1 || random() < 0.3) throw new Error("All fail at first.");
      };
      await group.join(bus, { handle, retry: { attemptsMax: 50, delayMs: 2, delayMsMax: 8 } });
      const messages = stage.messages(300, { keys: 100 });
      await bus.publish(messages);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "whatever a handler throws, at once or later, is a failure",
    async run(stage) {
      const bus = await stage.started();
      const failures: readonly (() => unknown)[] = [
        () => Promise.reject(new Error("later")),
        () => {
          throw new Error("at once");
        },
        () => Promise.reject(undefined),
        () => Promise.reject(Object.create(null)),
        () => Promise.reject({ message: Symbol("no text"), toString: "no function" }),
      ];
      const tries = failures.map(() => 0);
      const handle = ({ body }: Message, { attempt }: Delivery) => {
        const at = Number(body);
        tries[at] = attempt;
        return attempt === 1 ? failures[at]?.() : undefined;
      };
      const done = stage.group();
      await done.join(bus, { handle });
      const messages = failures.map((_, body) => stage.message({ body, key: stage.key(body) }));
      await bus.publish(messages);
      await done.untilHandled(messages);
      expect(tries).toEqual(failures.map(() => 2));
    },
  },
];

function attempts(offers: readonly Offer[]): number[] {
  return offers.map(({ delivery }) => delivery.attempt);
}

/** From the end of each attempt to the start of the next. */
function pauses(offers: readonly Offer[]): number[] {
  return offers.slice(1).map(({ startedAt }, at) => startedAt - (offers[at]?.endedAt ?? 0));
}
