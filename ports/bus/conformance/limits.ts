import { MESSAGE_BYTES_MAX, type Message, PUBLISH_BATCH_MAX, type Subscription } from "@quad/bus";
import { expect } from "vitest";
import type { BusCheck, BusStage } from "./bus-stage.ts";

const cycle: unknown[] = [];
cycle.push(cycle);

/** What is wrong with a message, and why it must be refused. */
const BAD_MESSAGES: Readonly<Record<string, Partial<Record<keyof Message, unknown>>>> = {
  "an empty topic": { topic: "" },
  "capitals in the topic": { topic: "Orders.created" },
  "a space in the topic": { topic: "orders created" },
  "a wildcard for a topic": { topic: "orders.*" },
  "a dot at the end of the topic": { topic: "orders." },
  "a topic of 121 characters": { topic: "t".repeat(121) },
  "an empty key": { key: "" },
  "a key of 121 characters": { key: "k".repeat(121) },
  "a NUL in the key": { key: "a\0b" },
  "a line end in the key": { key: "a\nb" },
  "half a surrogate in the key": { key: "\ud800" },
  "a key that is a number": { key: 7 },
  "an empty id": { id: "" },
  "an id of 121 characters": { id: "i".repeat(121) },
  "a missing id": { id: undefined },
  "a missing body": { body: undefined },
  "undefined in the body": { body: { a: undefined } },
  "a function for a body": { body: () => 1 },
  "a date for a body": { body: new Date(0) },
  "a bigint in the body": { body: [1n] },
  "NaN in the body": { body: { price: Number.NaN } },
  "a hole in the body": { body: new Array(1) },
  "an instance in the body": { body: { tags: new Set() } },
  "a cycle in the body": { body: cycle },
  "missing headers": { headers: undefined },
  "a number in the headers": { headers: { a: 1 } },
  "a line end in a header": { headers: { a: "1\r\nb: 2" } },
  "a space in a header's name": { headers: { "a b": "1" } },
  "a header of 1,001 characters": { headers: { a: "x".repeat(1_001) } },
  "21 headers": {
    headers: Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`h${at}`, "1"])),
  },
};

const BAD_SUBSCRIPTIONS: Readonly<Record<string, Partial<Record<keyof Subscription, unknown>>>> = {
  "an empty group": { group: "" },
  "a group of 81 characters": { group: "g".repeat(81) },
  "capitals in the group": { group: "Group" },
  "no topics": { topics: [] },
  "a wildcard for a topic": { topics: ["orders.>"] },
  "no concurrency": { concurrency: 0 },
  "half a concurrency": { concurrency: 1.5 },
  "no attempts": { retry: { attemptsMax: 0 } },
  "a delay in the past": { retry: { delayMs: -1 } },
  "a first delay above the largest": { retry: { delayMs: 2, delayMsMax: 1 } },
  "a delay that is no number": { retry: { delayMsMax: Number.NaN } },
  "a policy for a topic that it does not hear": { retryByTopic: { "no-such.topic": {} } },
};

export const limitChecks: readonly BusCheck[] = [
  {
    name: "a batch over the limit is refused with its own code",
    async run(stage) {
      const bus = await stage.started();
      await expect(bus.publish(stage.messages(PUBLISH_BATCH_MAX + 1))).rejects.toMatchObject({
        code: "BUS_BATCH_TOO_LARGE",
        details: { max: PUBLISH_BATCH_MAX, count: PUBLISH_BATCH_MAX + 1 },
      });
    },
  },
  {
    name: "a message may be as large as the limit, to the byte",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await group.join(bus);
      const fits = ofSize(stage, MESSAGE_BYTES_MAX);
      await bus.publish([fits]);
      await group.untilHandled([fits]);
      expect(group.handled).toEqual([fits]);
      const large = ofSize(stage, MESSAGE_BYTES_MAX + 1);
      await expect(bus.publish([large])).rejects.toMatchObject({
        code: "BUS_MESSAGE_TOO_LARGE",
        details: { id: large.id, bytes: MESSAGE_BYTES_MAX + 1, max: MESSAGE_BYTES_MAX },
      });
    },
  },
  {
    name: "a message that breaks a rule is refused, whichever rule it is",
    async run(stage) {
      const bus = await stage.started();
      for (const [name, wrong] of Object.entries(BAD_MESSAGES)) {
        const message = { ...stage.message(), ...wrong } as Message;
        const refused = { code: "BUS_MESSAGE_INVALID", kind: "invalid" };
        await expect(bus.publish([message]), name).rejects.toMatchObject(refused);
      }
    },
  },
  {
    name: "a subscription that breaks a rule is refused before it starts",
    async run(stage) {
      const bus = await stage.started();
      const good: Subscription = {
        group: stage.group().group,
        topics: [stage.topic()],
        handle: async () => {},
      };
      for (const [name, wrong] of Object.entries(BAD_SUBSCRIPTIONS)) {
        const subscribe = () => bus.subscribe({ ...good, ...wrong } as Subscription);
        expect(subscribe, name).toThrow(
          expect.objectContaining({ code: "BUS_SUBSCRIPTION_INVALID" }),
        );
      }
    },
  },
];

/** Of many bytes a character, so that characters are not taken for bytes. */
function ofSize(stage: BusStage, bytes: number): Message {
  const message = stage.message({ body: "" });
  const left = bytes - Buffer.byteLength(JSON.stringify(message));
  return { ...message, body: "é".repeat(Math.floor(left / 2)) + "x".repeat(left % 2) };
}
