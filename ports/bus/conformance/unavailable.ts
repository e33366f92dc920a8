import type { Message } from "@quad/bus";
import { QuadError } from "@quad/errors";
import { expect } from "vitest";
import type { BusCheck } from "./bus-stage.ts";
import { expectKeyOrder, idsOf } from "./key-order.ts";

/** A pause shorter than this is none. */
const PAUSE_MS_MIN = 20;

const neighbourAway = () => new QuadError("NEIGHBOUR_AWAY", "unavailable", "It does not answer.");

export const unavailableChecks: readonly BusCheck[] = [
  {
    name: "an unavailable neighbour costs a message no attempt, however often it is away",
    async run(stage) {
      const bus = await stage.started();
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
      const bus = await stage.started();
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
      const bus = await stage.started();
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
    name: "only the topic pauses whose handler needs it, and what is behind it in its key",
    async run(stage) {
      const bus = await stage.started();
      const [needy, free] = [stage.topic("needy"), stage.topic("free")];
      const group = stage.group("group", [needy, free]);
      let away = true;
      const handle = ({ topic }: Message) => {
        if (away && topic === needy) throw neighbourAway();
      };
      await group.join(bus, { handle, concurrency: 2, retry: { attemptsMax: 1 } });
      const waiting = times(20, (at) => stage.message({ topic: needy, key: stage.key(at) }));
      const behind = times(20, (at) => stage.message({ topic: free, key: stage.key(at) }));
      const others = times(40, (at) => stage.message({ topic: free, key: stage.key(`o${at}`) }));
      await bus.publish([...waiting, ...behind]);
      await group.untilOffered(1);
      await bus.publish(others);
      await group.untilHandled(others);
      await group.untilOffered(others.length + 3);
      expect(idsOf(group.handled).sort()).toEqual(idsOf(others).sort());
      away = false;
      await group.untilHandled([...waiting, ...behind]);
      expectKeyOrder(group, [...others, ...waiting, ...behind]);
      expect(new Set(group.offers.map(({ delivery }) => delivery.attempt))).toEqual(new Set([1]));
    },
  },
  {
    name: "when the neighbour is back, all that failed is handled in order",
    async run(stage) {
      const bus = await stage.started();
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

function times<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
