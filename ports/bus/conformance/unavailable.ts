import { QuadError } from "@quad/errors";
import { expect } from "vitest";
import type { BusCheck } from "./bus-check.ts";
import { expectKeyOrder } from "./key-order.ts";

/** A pause shorter than this is none. */
const PAUSE_MS_MIN = 20;

const neighbourAway = () => new QuadError("NEIGHBOUR_AWAY", "unavailable", "It does not answer.");

export const unavailableChecks: readonly BusCheck[] = [
  {
    name: "an unavailable neighbour costs a message no attempt, however often it is away",
    async run(stage) {
      const bus = await stage.bus();
      const group = stage.group();
      let away = 3;
      const handle = () => {
        if (away === 0) return;
        away -= 1;
        throw neighbourAway();
      };
      await group.join(bus, { handle, retry: { attemptsMax: 2 }, concurrency: 1 });
      const messages = stage.messages(3);
      await bus.publish(messages);
      await group.untilHandled(messages);
      expect(group.offers.map(({ delivery }) => delivery.attempt)).toEqual([1, 1, 1, 1, 1, 1]);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "it is given a pause, and not asked again and again",
    async run(stage) {
      const bus = await stage.bus();
      const group = stage.group();
      let away = true;
      const handle = () => {
        if (away) throw neighbourAway();
      };
      await group.join(bus, { handle, concurrency: 1 });
      const message = stage.message();
      await bus.publish([message]);
      await group.untilOffered(3);
      away = false;
      await group.untilHandled([message]);
      const [first = 0, second = 0, third = 0] = group.offers.map(({ startedAt }) => startedAt);
      expect(second - first).toBeGreaterThan(PAUSE_MS_MIN);
      expect(third - second).toBeGreaterThan(PAUSE_MS_MIN);
    },
  },
  {
    name: "failures of both kinds mix: only those of the message count",
    async run(stage) {
      const bus = await stage.bus();
      const group = stage.group();
      const story = ["away", "sick", "away", "well"];
      const handle = () => {
        const chapter = story.shift();
        if (chapter === "away") throw neighbourAway();
        if (chapter === "sick") throw new Error("It is the message.");
      };
      await group.join(bus, { handle, retry: { attemptsMax: 2, delayMs: 10, delayMsMax: 10 } });
      const message = stage.message();
      await bus.publish([message]);
      await group.untilHandled([message]);
      expect(group.offers.map(({ delivery }) => delivery.attempt)).toEqual([1, 1, 2, 2]);
    },
  },
  {
    name: "when the neighbour is back, all that failed is handled in order",
    async run(stage) {
      const bus = await stage.bus();
      const group = stage.group();
      let away = true;
      const handle = () => {
        if (away) throw neighbourAway();
      };
      await group.join(bus, { handle, retry: { attemptsMax: 1 } });
      const messages = stage.messages(60, { keys: 20 });
      await bus.publish(messages);
      await group.untilOffered(2);
      away = false;
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
      expect(await bus.depth(group.group)).toMatchObject({ dead: 0, blocked: 0 });
    },
  },
];
