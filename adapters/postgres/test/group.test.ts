import { freshDatabase } from "@quad/database/testing";
import { signal } from "@quad/testkit";
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
  const all = signal("both messages");
  await join(bus, async ({ id }) => void seen.push(`old ${id}`));
  const topics = [TOPIC, OTHER_TOPIC];
  const handle = async ({ id }: { id: string }) => {
    if (seen.push(`new ${id}`) === 2) all.resolve();
  };
  await join(bus, handle, { topics });
  const [one, two] = messages("k", [1, 2]);
  if (one && two) await bus.publish([{ ...one, topic: OTHER_TOPIC }, two]);
  await all.within(5_000);

  expect(seen).toEqual(["new k-1", "new k-2"]);
});
