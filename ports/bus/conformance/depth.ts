import type { GroupDepth } from "@quad/bus";
import { expect } from "vitest";
import type { BusCheck } from "./bus-stage.ts";

const NOTHING: GroupDepth = { ready: 0, retrying: 0, dead: 0, blocked: 0 };
const MINUTE_MS = 60_000;

export const depthChecks: readonly BusCheck[] = [
  {
    name: "counts what is ready, retrying, dead and blocked",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      const handlers: Record<string, () => unknown> = {
        [stage.key("slow")]: () => gate.opened,
        [stage.key("dead")]: () => Promise.reject(new Error("Dead at once.")),
        [stage.key("done")]: () => {},
      };
      const handle = ({ key }: { key: string }) => handlers[key]?.();
      await group.join(bus, { handle, retry: { attemptsMax: 1 } });
      const counts = { slow: 4, dead: 3, done: 2 };
      const messages = Object.entries(counts).flatMap(([name, count]) =>
        Array.from({ length: count }, () => stage.message({ key: stage.key(name) })),
      );
      await bus.publish(messages);
      await stage.until(
        "four are ready, one is dead, two are blocked",
        () => bus.depth(group.group),
        (depth) => isDepth(depth, { ...NOTHING, ready: 4, dead: 1, blocked: 2 }),
      );
      expect(await bus.hasReady(group.group)).toBe(true);
      gate.open();
      await stage.until(
        "one is dead, two are blocked",
        () => bus.depth(group.group),
        (depth) => isDepth(depth, { ...NOTHING, dead: 1, blocked: 2 }),
      );
      expect(await bus.hasReady(group.group)).toBe(false);
    },
  },
  {
    name: "counts what waits for a retry, and behind it",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const retry = { attemptsMax: 9, delayMs: MINUTE_MS, delayMsMax: MINUTE_MS };
      await group.join(bus, { handle: () => Promise.reject(new Error("Later.")), retry });
      await bus.publish(stage.messages(3));
      await stage.until(
        "three are retrying",
        () => bus.depth(group.group),
        (depth) => isDepth(depth, { ...NOTHING, retrying: 3 }),
      );
      expect(await bus.hasReady(group.group)).toBe(false);
    },
  },
  {
    name: "counts what a group without members has before it",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const member = await group.join(bus);
      await member.stop();
      await bus.publish(stage.messages(7, { keys: 3 }));
      expect(await bus.depth(group.group)).toEqual({ ...NOTHING, ready: 7 });
      expect(await bus.hasReady(group.group)).toBe(true);
    },
  },
  {
    name: "is nothing for a group that never was",
    async run(stage) {
      const bus = await stage.started();
      const { group } = stage.group("nobody");
      expect(await bus.depth(group)).toEqual(NOTHING);
      expect(await bus.hasReady(group)).toBe(false);
    },
  },
];

function isDepth(depth: GroupDepth, expected: GroupDepth): boolean {
  return (Object.keys(expected) as (keyof GroupDepth)[]).every(
    (name) => depth[name] === expected[name],
  );
}
