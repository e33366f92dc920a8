import { type Bus, type Delivery, type Message, STOP_PATIENCE_MS } from "@quad/bus";
import { isQuadError } from "@quad/errors";
import { expect } from "vitest";
import type { BusCheck, BusStage } from "./bus-stage.ts";
import { expectKeyOrder } from "./key-order.ts";

type Operation = (bus: Bus, stage: BusStage) => Promise<unknown>;

/** Everything a bus can be asked for. There is no dead letter 0. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  publish: (bus, stage) => bus.publish([stage.message()]),
  "publish nothing": (bus) => bus.publish([]),
  "start a member": (bus, stage) => stage.group("operations").member(bus).start(),
  "start a listener": (bus, stage) =>
    bus.listen({ topics: [stage.topic()], hear: () => {}, missed: () => {} }).start(),
  depth: (bus, stage) => bus.depth(stage.group().group),
  "list dead letters": (bus) => bus.deadLetters.list(),
  "get a dead letter": (bus) => bus.deadLetters.get("0"),
  "replay a dead letter": (bus) => bus.deadLetters.replay("0"),
  "discard a dead letter": (bus) => bus.deadLetters.discard("0"),
};

const MINUTE_MS = 60_000;

export const lifecycleChecks: readonly BusCheck[] = [
  {
    name: "before it is started, a bus refuses everything",
    run: async (stage) => await expectRefusals(stage, stage.open()),
  },
  {
    name: "after it was stopped, a bus refuses everything",
    async run(stage) {
      const bus = await stage.started();
      await bus.stop();
      await expectRefusals(stage, bus);
    },
  },
  {
    name: "while it starts, a bus serves or refuses, and nothing hangs",
    async run(stage) {
      const bus = stage.open();
      const starting = bus.start();
      await expectServedOrRefused(stage, bus);
      await starting;
      await expectWorks(stage, bus);
    },
  },
  {
    name: "while it stops, a bus serves or refuses, and nothing hangs",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const gate = stage.gate();
      await group.join(bus, { handle: () => gate.opened });
      await bus.publish([stage.message()]);
      await group.untilOffered(1);
      const stopping = bus.stop();
      await expectServedOrRefused(stage, bus);
      gate.open();
      await stage.within(stopping, "the bus stops");
      await expectRefusals(stage, bus);
    },
  },
  {
    name: "a bus may be stopped without a start, started and stopped twice, stopped in a start",
    async run(stage) {
      const bus = stage.open();
      await stage.within(bus.stop(), "a stop without a start");
      await stage.within(Promise.all([bus.start(), bus.start()]), "two starts");
      await bus.start();
      await expectWorks(stage, bus);
      await stage.within(Promise.all([bus.stop(), bus.stop()]), "two stops");
      await bus.stop();
      const starting = bus.start();
      await stage.within(Promise.all([starting, bus.stop()]), "a stop during a start");
      await expectRefusals(stage, bus);
    },
  },
  {
    name: "a member may be stopped without a start, started twice and stopped twice",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const member = group.member(bus, { concurrency: 1 });
      await member.stop();
      await Promise.all([member.start(), member.start()]);
      await member.start();
      const messages = stage.messages(20, { keys: 20 });
      await bus.publish(messages);
      await group.untilHandled(messages);
      expect(group.inHandMax).toBe(1);
      await stage.within(Promise.all([member.stop(), member.stop()]), "two stops");
      await member.stop();
    },
  },
  {
    name: "a bus and its members can be started again, and go on where they were",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const member = await group.join(bus);
      const before = stage.messages(10, { keys: 2 });
      await bus.publish(before);
      await group.untilHandled(before);
      await bus.stop();
      await bus.start();
      const after = stage.messages(10, { keys: 2 });
      await bus.publish(after);
      await member.start();
      await group.untilHandled(after);
      expectKeyOrder(group, [...before, ...after]);
      expect(group.offers.length).toBe(before.length + after.length);
    },
  },
  {
    name: "a member that has not started, or has stopped, is offered nothing",
    async run(stage) {
      const bus = await stage.started();
      const [idle, busy] = [stage.group("idle"), stage.group("busy")];
      const member = idle.member(bus);
      await busy.join(bus);
      const early = stage.messages(5, { keys: 5 });
      await bus.publish(early);
      await busy.untilHandled(early);
      expect(idle.offers).toEqual([]);
      await member.start();
      await member.stop();
      const seen = idle.offers.length;
      const late = stage.messages(5, { keys: 5 });
      await bus.publish(late);
      await busy.untilHandled(late);
      expect(idle.offers.length).toBe(seen);
    },
  },
  lettingHandlersFinish("a member"),
  lettingHandlersFinish("a bus"),
  {
    name: "a handler that takes longer than stop has patience for is told, and blames nobody",
    async run(stage) {
      const [bus, heir] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const handle = (_: Message, { signal }: Delivery) =>
        new Promise<void>((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      const member = await group.join(bus, { handle, retry: { attemptsMax: 1 } });
      const messages = stage.messages(3);
      await bus.publish(messages);
      await group.untilOffered(1);
      const stopAt = performance.now();
      await stage.within(member.stop(), "the member stops");
      expect(performance.now() - stopAt).toBeGreaterThan(STOP_PATIENCE_MS / 2);
      await group.join(heir);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "stop does not wait for a retry that is a minute away, nor does it lose it",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      const retry = { attemptsMax: 2, delayMs: MINUTE_MS, delayMsMax: MINUTE_MS };
      const fail = () => Promise.reject(new Error("Later."));
      const member = await group.join(bus, { handle: fail, retry });
      await bus.publish(stage.messages(2));
      await group.until("it has failed", () => group.offers[0]?.endedAt !== undefined);
      await stage.within(member.stop(), "the member stops");
      const { ready, retrying } = await bus.depth(group.group);
      expect(ready + retrying).toBe(2);
    },
  },
  {
    name: "an instance that stops leaves the others at work",
    async run(stage) {
      const [one, other] = [await stage.started(), await stage.started()];
      const group = stage.group();
      for (const bus of [one, other]) await group.join(bus);
      const before = stage.messages(20, { keys: 10 });
      await other.publish(before);
      await group.untilHandled(before);
      await one.stop();
      const after = stage.messages(20, { keys: 10 });
      await other.publish(after);
      await group.untilHandled(after);
      expectKeyOrder(group, [...before, ...after]);
    },
  },
];

function lettingHandlersFinish(whose: "a member" | "a bus"): BusCheck {
  return {
    name: `stopping ${whose} lets handlers finish, starts no more, and leaves the rest to others`,
    async run(stage) {
      const [bus, heir] = [await stage.started(), await stage.started()];
      const group = stage.group();
      const gate = stage.gate();
      const member = await group.join(bus, { handle: () => gate.opened, concurrency: 2 });
      const messages = stage.messages(400, { keys: 200 });
      await heir.publish(messages);
      await group.until("two are in hand", () => group.inHand.length === 2);
      const stopping = whose === "a bus" ? bus.stop() : member.stop();
      const left = stopping.then(() => group.inHand.length);
      // A stop that does not wait is over by the time that the engine has answered.
      await heir.depth(group.group);
      gate.open();
      expect(await stage.within(left, "the stop ends")).toBe(0);
      expect(group.offers.length).toBe(2);
      await group.join(heir);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
      expect(group.offers.length).toBe(messages.length);
    },
  };
}

async function expectRefusals(stage: BusStage, bus: Bus): Promise<void> {
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const answer = stage.within(operation(bus, stage), `${name} is refused`);
    await expect(answer, name).rejects.toMatchObject({ code: "BUS_NOT_RUNNING" });
  }
}

async function expectServedOrRefused(stage: BusStage, bus: Bus): Promise<void> {
  const known = ["BUS_NOT_RUNNING", "BUS_DEAD_LETTER_NOT_FOUND"];
  const answers = Object.entries(OPERATIONS).map(([name, operation]) =>
    stage.within(operation(bus, stage), `${name} is answered`).catch((error: unknown) => {
      if (!known.some((code) => isQuadError(error, code))) throw error;
    }),
  );
  await Promise.all(answers);
}

async function expectWorks(stage: BusStage, bus: Bus): Promise<void> {
  const group = stage.group("works");
  const member = await group.join(bus);
  const message = stage.message();
  await bus.publish([message]);
  await group.untilHandled([message]);
  await member.stop();
}
