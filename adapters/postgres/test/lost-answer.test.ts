import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { cuttable } from "./cuttable.ts";
import { ask, join, messages, startBus } from "./start-bus.ts";

// So long that whatever happens in these tests does not happen because a lease has ended.
const leaseMs = 60_000;

const WAITING = `
  select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'
    and application_name = 'quad-bus'`;

/** Makes statements on the slots wait, so that a connection can break in the middle of one. */
async function slotHolder(url: string) {
  const client = await connect({ url, clock, deadlineMs: 5_000 });
  return {
    hold: () => client.query("begin; lock table group_slot in share mode"),
    waiting: (count: number) =>
      eventually(() => ask(url, WAITING), {
        ...{ withinMs: 5_000, what: `${count} statements of the bus wait` },
        until: (rows) => rows.length === count,
      }),
    async release() {
      await client.query("commit");
      await client.end();
    },
  };
}

test("a claim that was made, but whose answer was lost, is released", async () => {
  await using database = await freshDatabase();
  await using network = await cuttable(database);
  await using bus = await startBus({ url: network.url, leaseMs });
  const handled = signal("the message");
  await join(bus, async () => handled.resolve());
  const slots = await slotHolder(database.url);
  await slots.hold();
  await bus.publish(messages("k", [1]));
  await slots.waiting(1);
  network.sever();
  await slots.release();

  await handled.within(10_000);
});

test("a slot given back, whose answer was lost, leaves its busy keys alone", async () => {
  await using database = await freshDatabase();
  await using network = await cuttable(database);
  await using bus = await startBus({ url: network.url, leaseMs });
  await using publisher = await startBus(database);
  const begun = signal<AbortSignal>("the first message");
  const finish = signal("the first may end");
  const next = signal("the second message");
  const seen: string[] = [];
  await join(bus, async ({ id }, delivery) => {
    seen.push(id);
    if (id === "k-2") return next.resolve();
    begun.resolve(delivery.signal);
    await finish.within(20_000);
  });
  const slots = await slotHolder(database.url);
  await bus.publish(messages("k", [1]));
  const abort = await begun.within(5_000);
  await slots.hold();
  // The slot is being given back without the key, and the next claim is on its way.
  await slots.waiting(2);
  network.cut();
  await slots.release();
  await eventually(() => ask(database.url, "select from held_key where claim is not null"), {
    ...{ withinMs: 5_000, what: "the server has heard of the slot" },
    until: (rows) => rows.length === 1,
  });
  finish.resolve();
  await publisher.publish(messages("k", [2]));
  network.restore();
  await next.within(10_000);

  expect(abort.aborted).toBe(false);
  expect(seen).toEqual(["k-1", "k-2"]);
});

test("a member that cannot show that it lives begins nothing new", async () => {
  await using database = await freshDatabase();
  await using network = await cuttable(database);
  await using lost = await startBus({ url: network.url, leaseMs });
  await using heir = await startBus({ ...database, leaseMs });
  const begun = signal("the first message");
  const finish = signal("the first may end");
  const ended = signal("the heir has handled both");
  const seen: string[] = [];
  const member = await join(lost, async ({ id }) => {
    seen.push(`lost ${id}`);
    begun.resolve();
    await finish.within(20_000);
  });
  await lost.publish(messages("k", [1, 2]));
  await begun.within(5_000);
  network.cut();
  await join(heir, async ({ id }) => {
    if (seen.push(`heir ${id}`) === 3) ended.resolve();
  });
  await ended.within(10_000);
  finish.resolve();
  await new Promise(setImmediate);
  network.restore();
  await member.stop();

  expect(seen).toEqual(["lost k-1", "heir k-1", "heir k-2"]);
});
