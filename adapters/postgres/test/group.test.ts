import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { join, messages, startBus, TOPIC } from "./start-bus.ts";

const OTHER_TOPIC = "orders.order-confirmed";

test("a group that changes its topics goes on where it was", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const first = signal("the first message");
  const member = await join(bus, async () => first.resolve());
  await bus.publish(messages("k", [1]));
  await first.within(5_000);
  await member.stop();

  const seen: string[] = [];
  const second = signal("the second message");
  const topics = [TOPIC, OTHER_TOPIC];
  const later = async ({ id }: { id: string }) => {
    seen.push(id);
    second.resolve();
  };
  await join(bus, later, { topics });
  await bus.publish(messages("k", [2]).map((message) => ({ ...message, topic: OTHER_TOPIC })));
  await second.within(5_000);

  expect(seen).toEqual(["k-2"]);
});

test("a member of the version before gets no message that it would pass over", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  const seen: string[] = [];
  const see = (version: string) => async (message: { id: string }) => {
    seen.push(`${version} ${message.id}`);
  };
  await join(bus, see("old"));
  const [one, two] = messages("k", [1, 2]);
  const topics = [TOPIC, OTHER_TOPIC];
  const newer = await join(bus, see("new"), { topics });
  await newer.stop();

  if (one && two) await bus.publish([{ ...one, topic: OTHER_TOPIC }, two]);
  const passed = signal("another group has heard of a later message");
  await join(bus, async ({ id }) => void (id === "k-3" && passed.resolve()), { group: "control" });
  await bus.publish(messages("k", [3]));
  await passed.within(5_000);
  expect(seen).toEqual([]);

  await newer.start();
  await eventually(() => seen.length, {
    ...{ withinMs: 5_000, what: "the new member has everything" },
    until: (count) => count === 3,
  });
  expect(seen).toEqual(["new k-1", "new k-2", "new k-3"]);
});
