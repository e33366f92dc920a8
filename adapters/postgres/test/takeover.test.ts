import { type Clock, systemClock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { eventually, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { cuttable } from "./cuttable.ts";
import { ask, join, messages, startBus } from "./start-bus.ts";

/** Longer than a test may take: who inherits within it has not waited for its end. */
const LONG_MS = 3_600_000;
const BUSY = "select from held_key where claim is not null";

/** Time that stands still for one process, while the others go on. */
function pausableClock() {
  let frozen = false;
  const clock: Clock = {
    now: systemClock.now,
    async sleep(delayMs, abort) {
      await systemClock.sleep(delayMs, abort);
      while (frozen) await systemClock.sleep(10, abort);
    },
  };
  return {
    clock,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
  };
}

test("a killed member's messages go to another one long before its lease is over", async () => {
  await using database = await freshDatabase();
  await using network = await cuttable(database);
  await using victim = await startBus({ url: network.url, leaseMs: LONG_MS });
  await using heir = await startBus({ url: database.url, leaseMs: LONG_MS });
  const taken = signal("the victim has the message");
  const never = signal("the victim's handler ends");
  await join(victim, async () => {
    taken.resolve();
    await never.within(30_000).catch(() => {});
  });
  await victim.publish(messages("k", [1]));
  await taken.within(5_000);

  const inherited = signal<string>("the heir has the message");
  await join(heir, async ({ id }) => inherited.resolve(id));
  network.cut();

  expect(await inherited.within(10_000)).toBe("k-1");
  never.resolve();
});

test("a message whose owners die one after the other is inherited each time", async () => {
  await using database = await freshDatabase();
  await using firstNetwork = await cuttable(database);
  await using secondNetwork = await cuttable(database);
  const leaseMs = 60_000;
  await using first = await startBus({ url: firstNetwork.url, leaseMs });
  await using second = await startBus({ url: secondNetwork.url, leaseMs });
  await using third = await startBus({ ...database, leaseMs });
  const done = signal("the last of them has the message");
  const never = signal("the dead go on");
  const hang = () => never.within(30_000).catch(() => {});

  await join(first, hang);
  await first.publish(messages("k", [1]));
  await eventually(() => ask(database.url, BUSY), {
    ...{ withinMs: 5_000, what: "the first is busy with the key" },
    until: (rows) => rows.length === 1,
  });
  await join(second, () => {
    secondNetwork.cut();
    return hang();
  });
  firstNetwork.cut();
  await eventually(() => ask(database.url, BUSY), {
    ...{ withinMs: 10_000, what: "the second has taken over and died" },
    until: (rows) => rows.length === 0,
  });
  await join(third, async () => done.resolve());
  await done.within(10_000);
  never.resolve();
});

test("a slow message that outlived as many owners as attempts is a dead letter", async () => {
  await using database = await freshDatabase();
  await using network = await cuttable(database);
  await using first = await startBus({ url: network.url, leaseMs: 60_000 });
  await using second = await startBus({ ...database, leaseMs: 60_000 });
  const never = signal("the dead go on");
  const retry = { attemptsMax: 1 };
  await join(first, () => never.within(30_000).catch(() => {}), { retry });
  await first.publish(messages("k", [1]));
  await eventually(() => ask(database.url, BUSY), {
    ...{ withinMs: 5_000, what: "the first is busy with the key" },
    until: (rows) => rows.length === 1,
  });
  const seen: string[] = [];
  await join(second, async ({ id }) => void seen.push(id), { retry });
  network.cut();
  const { items } = await eventually(() => second.deadLetters.list(), {
    ...{ withinMs: 10_000, what: "the message is a dead letter" },
    until: (page) => page.items.length === 1,
  });
  never.resolve();

  expect(items).toMatchObject([{ attempts: 1, error: expect.stringContaining("died") }]);
  expect(seen).toEqual([]);
});

test("a handler that takes longer than the lease keeps its message", async () => {
  await using database = await freshDatabase();
  const leaseMs = 300;
  await using first = await startBus({ ...database, leaseMs });
  await using second = await startBus({ ...database, leaseMs });
  const seen: string[] = [];
  const ended = signal("the second message");
  const handle = async ({ id }: { id: string }) => {
    seen.push(id);
    if (id === "k-1") await systemClock.sleep(4 * leaseMs);
    else ended.resolve();
  };
  await join(first, handle);
  await join(second, handle);
  await first.publish(messages("k", [1, 2]));
  await ended.within(10_000);

  expect(seen).toEqual(["k-1", "k-2"]);
});

const STATES = [
  { state: "keeps its slot", isBusy: false },
  { state: "has given its slot back and is busy with a key", isBusy: true },
];

/** A paused member has k-1 in hand, and another one has taken over and has it in hand as well. */
async function takenOver(database: { url: string }, isBusy: boolean) {
  const { clock, freeze, thaw } = pausableClock();
  const begun = signal<AbortSignal>("the paused member has the message");
  const replaced = signal("the other member has the message");
  const ended = signal("the other member has ended k-3");
  const mayEnd = { paused: signal("the paused one may end"), other: signal("the other may end") };
  const seen: string[] = [];

  const paused = await startBus({ ...database, clock, leaseMs: 1_000 });
  const member = await join(paused, async ({ id }, delivery) => {
    seen.push(`paused begins ${id}`);
    begun.resolve(delivery.signal);
    await mayEnd.paused.within(20_000);
  });
  await paused.publish(messages("k", [1, 2]));
  const abort = await begun.within(5_000);
  const busy = async () => (await ask(database.url, BUSY)).length;
  if (isBusy) await eventually(busy, { withinMs: 5_000, what: "the member is busy with the key" });
  freeze();

  const other = await startBus({ ...database, leaseMs: 1_000 });
  await join(other, async ({ id }) => {
    seen.push(`other begins ${id}`);
    replaced.resolve();
    await mayEnd.other.within(20_000);
    seen.push(`other ends ${id}`);
    if (id === "k-3") ended.resolve();
  });
  await replaced.within(10_000);
  await eventually(busy, { withinMs: 5_000, what: "the other one is busy with the key" });
  return {
    ...{ abort, member, other, thaw, mayEnd, seen, ended },
    async [Symbol.asyncDispose]() {
      for (const each of Object.values(mayEnd)) each.resolve();
      thaw();
      await Promise.all([paused.stop(), other.stop()]);
    },
  };
}

test.for(STATES)(
  "a paused member that $state is told as soon as it goes on",
  async ({ isBusy }) => {
    await using database = await freshDatabase();
    await using scene = await takenOver(database, isBusy);
    const told = signal("the paused member is told");
    scene.abort.addEventListener("abort", () => told.resolve());
    expect(scene.abort.aborted).toBe(false);
    scene.thaw();

    await told.within(5_000);
  },
);

test.for(STATES)("what a member that $state reports too late is refused", async ({ isBusy }) => {
  await using database = await freshDatabase();
  await using scene = await takenOver(database, isBusy);
  const { other, seen, mayEnd, member, ended } = scene;
  mayEnd.paused.resolve();
  await member.stop();
  await other.publish(messages("k", [3]));
  await eventually(() => ask(database.url, "select from held_message where id = 'k-3'"), {
    ...{ withinMs: 5_000, what: "the third is held behind what the other one is busy with" },
    until: (rows) => rows.length === 1,
  });
  mayEnd.other.resolve();
  await ended.within(5_000);

  const inOrder = [1, 2, 3].flatMap((n) => [`other begins k-${n}`, `other ends k-${n}`]);
  expect(seen).toEqual(["paused begins k-1", ...inOrder]);
});
