import { type Delivery, MESSAGE_BYTES_MAX, type Message, PUBLISH_BATCH_MAX } from "@quad/bus";
import { expect } from "vitest";
import type { BusCheck } from "./bus-stage.ts";
import { expectKeyOrder, idsByKey, idsOf } from "./key-order.ts";

/** Values that engines and their clients like to change. */
const BODIES: readonly unknown[] = [
  null,
  false,
  0,
  "",
  [],
  {},
  1e21,
  0.1,
  Number.MAX_SAFE_INTEGER,
  "café 本 🎓",
  "a NUL \u0000, a line\r\nend, a lone \ud800 surrogate",
  '{"looks":"like JSON"}',
  { nested: [[{ deep: null }]], "": "no name", "a.b": 1, $type: "x" },
];

export const publishChecks: readonly BusCheck[] = [
  {
    name: "a message arrives as it was published, whatever its body",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await group.join(bus);
      const headers = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-01", note: "é = 本" };
      const messages = BODIES.map((body) => stage.message({ body, headers }));
      await bus.publish(messages);
      await group.untilHandled(messages);
      expect(group.handled).toEqual(messages);
    },
  },
  {
    name: "keys and ids may hold any printable text, at full length",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await group.join(bus);
      const texts = ["a b", "a/b?c#d", "*", ">", "a.b", "%00", "'; drop table x; --", "本🎓"];
      const messages = texts
        .map((text) => stage.key(text).padEnd(120, "."))
        .map((text) => stage.message({ key: text, id: text }));
      await bus.publish(messages);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "what publisher and handlers do to a message afterwards changes it for nobody",
    async run(stage) {
      const bus = await stage.started();
      const groups = [stage.group("one"), stage.group("other")];
      const seen: unknown[] = [];
      const spoil = ({ body, headers }: Message, { attempt }: Delivery) => {
        seen.push(structuredClone({ body, headers }));
        (body as number[]).push(2);
        (headers as Record<string, string>).a = "2";
        if (attempt === 1) throw new Error("Once more.");
      };
      for (const group of groups) await group.join(bus, { handle: spoil });
      const message = stage.message({ body: [1], headers: { a: "1" } });
      await bus.publish([message]);
      (message.body as number[]).push(3);
      (message.headers as Record<string, string>).a = "3";
      for (const group of groups) await group.untilHandled([message]);
      expect(seen).toEqual(seen.map(() => ({ body: [1], headers: { a: "1" } })));
    },
  },
  {
    name: "a subscriber receives its topics and no others",
    async run(stage) {
      const bus = await stage.started();
      const topics = [stage.topic("one"), stage.topic("two")];
      const group = stage.group("group", topics);
      await group.join(bus);
      const others = ["three", "one.more", "on", "one-two"].map((name) =>
        stage.message({ topic: stage.topic(name) }),
      );
      const wanted = topics.map((topic) => stage.message({ topic }));
      // Of one key and in this order: when the wanted have come, the others have been passed over.
      await bus.publish([...others, ...wanted]);
      await group.untilHandled(wanted);
      expect(idsOf(group.handled)).toEqual(idsOf(wanted));
    },
  },
  {
    name: "the largest batch arrives whole",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await group.join(bus);
      const messages = stage.messages(PUBLISH_BATCH_MAX, { keys: 10 });
      await bus.publish(messages);
      await group.untilHandled(messages);
      expectKeyOrder(group, messages);
    },
  },
  {
    name: "an empty batch is nothing",
    async run(stage) {
      const bus = await stage.started();
      await expect(bus.publish([])).resolves.toBeUndefined();
    },
  },
  {
    name: "a refused batch publishes nothing",
    async run(stage) {
      const bus = await stage.started();
      const group = stage.group();
      await group.join(bus);
      const tooLarge = stage.message({ body: "x".repeat(MESSAGE_BYTES_MAX) });
      const invalid = stage.message({ topic: "Not A Topic" });
      for (const bad of [tooLarge, invalid]) {
        await expect(bus.publish([...stage.messages(3), bad])).rejects.toThrow();
      }
      await expect(bus.publish(stage.messages(PUBLISH_BATCH_MAX + 1))).rejects.toThrow();
      const last = stage.message();
      await bus.publish([last]);
      await group.untilHandled([last]);
      expect(idsOf(group.handled)).toEqual([last.id]);
    },
  },
  {
    name: "publishers at the same time lose nothing, and each keeps its own order",
    async run(stage) {
      const buses = [await stage.started(), await stage.started()];
      const group = stage.group();
      await group.join(await stage.started());
      const publishers = [...buses, ...buses, ...buses].map((bus, number) => ({
        bus,
        batches: Array.from({ length: 20 }, () =>
          [0, 1, 2].map((key) => stage.message({ key: stage.key(key), body: number })),
        ),
      }));
      const publishAll = async ({ bus, batches }: (typeof publishers)[number]) => {
        for (const batch of batches) await bus.publish(batch);
      };
      await Promise.all(publishers.map(publishAll));
      for (const [number, { batches }] of publishers.entries()) {
        await group.untilHandled(batches.flat());
        const received = group.handled.filter(({ body }) => body === number);
        expect(idsByKey(received)).toEqual(idsByKey(batches.flat()));
      }
      expect(group.overlaps).toEqual([]);
    },
  },
];
