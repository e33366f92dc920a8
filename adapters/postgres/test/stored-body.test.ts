import { randomUUID } from "node:crypto";
import type { Message } from "@quad/bus";
import { eventOf } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { storedBody } from "../src/bus/stored-body.ts";
import { ask, join, startBus } from "./start-bus.ts";

const TIME = new Date("2026-11-28T15:59:49.582Z");

/** As the outbox publishes it. */
function eventMessage(data: unknown, key = "k"): Message {
  const id = randomUUID();
  const body = eventOf({ id, type: "work.done", version: 3, key, time: TIME, data });
  return { id, topic: "work.done", key, body, headers: {} };
}

const MESSAGE = eventMessage({ amount: 1 });
const EVENT = MESSAGE.body as ReturnType<typeof eventOf>;

const reversed = (event: object) => Object.fromEntries(Object.entries(event).reverse());

test("an event is stored as its data", () => {
  expect(storedBody(MESSAGE)).toEqual({
    body: { amount: 1 },
    event_version: 3,
    event_time: TIME,
  });
});

test.for<{ what: string; body: unknown }>([
  { what: "with a field more", body: { ...EVENT, traceparent: "00" } },
  { what: "with a field less", body: { ...EVENT, source: undefined } },
  { what: "with its fields in another order", body: reversed(EVENT) },
  { what: "of another subject than the message", body: { ...EVENT, subject: "other" } },
  { what: "of another id", body: { ...EVENT, id: randomUUID() } },
  { what: "of another type", body: { ...EVENT, type: "work.begun" } },
  { what: "of a finer time", body: { ...EVENT, time: "2026-11-28T15:59:49.582001Z" } },
  { what: "of no time", body: { ...EVENT, time: "soon" } },
  { what: "without data", body: { ...EVENT, data: undefined } },
  { what: "of a schema elsewhere", body: { ...EVENT, dataschema: "https://example.org/1" } },
  { what: "that is nothing", body: null },
])("an event $what is stored whole", ({ body }) => {
  expect(storedBody({ ...MESSAGE, body })).toEqual({
    body,
    event_version: null,
    event_time: null,
  });
});

test("whoever hears an event gets it to the letter, also after it was set aside", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const sent = [null, { amount: 2, nested: [{ a: 1 }] }].map((data) => eventMessage(data));
  const listened: string[] = [];
  const listener = bus.listen({
    topics: ["work.done"],
    hear: (message) => listened.push(JSON.stringify(message)),
    missed: () => {},
  });
  await listener.start();
  const handled: string[] = [];
  const replayed = signal("both were handled");
  let isMended = false;
  await join(
    bus,
    async (message) => {
      if (!isMended) throw new Error("not yet");
      handled.push(JSON.stringify(message));
      if (handled.length === sent.length) replayed.resolve();
    },
    { topics: ["work.done"], retry: { attemptsMax: 1 } },
  );
  await bus.publish(sent);
  const [dead] = await eventually(async () => (await bus.deadLetters.list()).items, {
    withinMs: 10_000,
    what: "the first is dead, and the other waits behind it",
    until: (items) => items[0]?.blocked === 1,
  });
  expect(JSON.stringify(dead?.message)).toBe(JSON.stringify(sent[0]));
  isMended = true;
  await bus.deadLetters.replay(dead?.id ?? "");
  await replayed.within(10_000);

  const texts = sent.map((message) => JSON.stringify(message));
  expect(handled).toEqual(texts);
  await eventually(async () => listened.length, {
    withinMs: 10_000,
    what: "the listener has heard both",
    until: (count) => count === texts.length,
  });
  expect(listened).toEqual(texts);
  const [row] = await ask(database.url, "select sum(octet_length(body::text))::int from message");
  expect(row).toEqual({ sum: 4 + JSON.stringify({ amount: 2, nested: [{ a: 1 }] }).length });
});

test("an edited body replaces that of the event", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const received = signal<unknown>("the edited message");
  await join(
    bus,
    async ({ body }) => {
      if (body !== "mended") throw new Error("broken");
      received.resolve(body);
    },
    { topics: ["work.done"], retry: { attemptsMax: 1 } },
  );
  await bus.publish([eventMessage({ amount: 1 })]);
  const [dead] = await eventually(async () => (await bus.deadLetters.list()).items, {
    withinMs: 10_000,
    what: "it is dead",
    until: (items) => items.length === 1,
  });
  await bus.deadLetters.replay(dead?.id ?? "", { body: "mended" });
  expect(await received.within(10_000)).toBe("mended");
});
