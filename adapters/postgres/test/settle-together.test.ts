import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { signal } from "@quad/testkit";
import pg from "pg";
import { expect, test } from "vitest";
import { POLL_MS } from "../src/bus/bus-limits.ts";
import { claimSlots } from "../src/bus/claim/slot-claim.ts";
import { SlotWork } from "../src/bus/deliver/slot-work.ts";
import { type BusContext, newMemberContext } from "../src/bus/member/member-context.ts";
import { type SlotOutcome, settleSlots } from "../src/bus/settle/slot-settle.ts";
import { ask, join, messages, startBus, TOPIC } from "./start-bus.ts";

const WITHIN_MS = 20_000;
const OWNER = 7;
const LEASE_MS = 60_000;
const BATCH = { slot: 1, crashes: 0, token: randomUUID(), queues: [], window: [], behind: [] };
const NOTHING = { handled: [], held: [], stopped: [], freed: [] };

/** A clock by which nobody ever looks for work unasked. */
const patient: Clock = {
  now: () => systemClock.now(),
  sleep: (delayMs, signalOf) =>
    systemClock.sleep(delayMs === POLL_MS ? Number.POSITIVE_INFINITY : delayMs, signalOf),
};

test("what comes while its slot is taken is handled next, though nobody looks again", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus({ url: database.url, clock: patient });
  const begun = signal("the first is being handled");
  const called = signal("the members were called for the second");
  const ended = signal("the second is handled");
  await join(bus, async ({ id }) => {
    if (id === "k-2") return ended.resolve();
    begun.resolve();
    await called.within(WITHIN_MS);
  });
  const bystander = async ({ id }: { id: string }) => {
    if (id === "k-2") called.resolve();
  };
  await join(bus, bystander, { group: "bystander" });
  await bus.publish(messages("k", [1]));
  await begun.within(WITHIN_MS);
  await bus.publish(messages("k", [2]));
  await ended.within(WITHIN_MS);
});

/** A member of which only the end of a slot is of interest: `settle` is what the server does. */
function contextWith(
  settle: (calls: { count: number }, outcome: SlotOutcome) => { hasMore: boolean } | undefined,
) {
  const settler = { settle: async (outcome: SlotOutcome) => settle(context.calls, outcome) };
  const bus = { settler, clock: systemClock, listener: { owner: OWNER }, leaseMs: LEASE_MS };
  const member = { group: "work", topics: [TOPIC], concurrency: 1 };
  const signals = { draining: new AbortController().signal, over: new AbortController().signal };
  const context = newMemberContext(bus as unknown as BusContext, member as never, signals);
  return context;
}

test.each([
  ["nothing is left: nobody is called", () => ({ hasMore: false }), false],
  ["more is left", () => ({ hasMore: true }), true],
  ["the slot was lost", () => undefined, true],
  [
    "somebody called before it was: the statement has seen why",
    (calls: { count: number }, { sending }: SlotOutcome) => {
      calls.count++;
      sending();
      return { hasMore: false };
    },
    false,
  ],
  [
    "somebody called meanwhile, and may have been refused the slot",
    (calls: { count: number }, { sending }: SlotOutcome) => {
      sending();
      calls.count++;
      return { hasMore: false };
    },
    true,
  ],
])("a slot is given back and %s", async (_, settle, rings) => {
  const context = contextWith(settle);
  let rung = false;
  const ring = context.bell.ring.bind(context.bell);
  context.bell.ring = () => {
    rung = true;
    ring();
  };
  await new SlotWork(context, BATCH).run();
  expect(rung).toBe(rings);
});

/** A connection of its own, gone before the database is. */
async function openPool(connectionString: string): Promise<pg.Pool & AsyncDisposable> {
  const pool = new pg.Pool({ connectionString, max: 1 });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}

test("slots of several groups are given back in one statement, each by its own token", async () => {
  await using database = await freshDatabase();
  await using bus = await startBus(database);
  await using pool = await openPool(database.url);
  for (const group of ["one", "two"]) await (await join(bus, async () => {}, { group })).stop();
  await bus.publish(messages("a", [1]));
  const outcomes: SlotOutcome[] = [];
  for (const group of ["one", "two"]) {
    const token = randomUUID();
    const claim = { group, owner: OWNER, token, topics: [TOPIC], leaseMs: LEASE_MS, slotsMax: 1 };
    const [claimed] = await claimSlots(pool, [claim]);
    const ownership = {
      group,
      slot: claimed?.slots[0]?.slot ?? -1,
      token,
      owner: OWNER,
      leaseMs: LEASE_MS,
    };
    const settlement = { ...NOTHING, cursor: null };
    outcomes.push({ ownership, settlement, topics: [TOPIC], sending: () => {} });
  }
  const [first, second] = outcomes;
  if (!first || !second) throw new Error("Two slots should have been claimed.");
  const lost = { ...first, ownership: { ...first.ownership, token: randomUUID() } };
  const done = { ...second, settlement: { ...NOTHING, cursor: "1000000" } };
  expect(await settleSlots(pool, [lost, done])).toEqual([
    undefined,
    expect.objectContaining({ hasMore: false }),
  ]);
  const claimed = "select group_name from group_slot where claim is not null";
  expect(await ask(database.url, claimed)).toEqual([{ group_name: "one" }]);

  // With a key to hold it is the other statement, under the same condition.
  const stopped = [{ key: "a", attempts: 1, delayMs: 0, error: "no", busy: false }];
  const failed = { ...NOTHING, cursor: null, stopped };
  expect(await settleSlots(pool, [{ ...lost, settlement: failed }])).toEqual([undefined]);
  expect(await ask(database.url, "select key from held_key")).toEqual([]);
  expect(await settleSlots(pool, [{ ...first, settlement: failed }])).toMatchObject([
    { hasMore: true },
  ]);
  expect(await ask(database.url, "select group_name, key from held_key")).toEqual([
    { group_name: "one", key: "a" },
  ]);
});

test("a slot that cannot be given back with the others is given back alone", async () => {
  const context = contextWith(() => ({ hasMore: false }));
  const tries: string[] = [];
  Object.assign(context.bus.settler, {
    settle() {
      tries.push("together");
      return Promise.reject(new Error("one of them was refused"));
    },
    async settleAlone() {
      tries.push("alone");
      return { hasMore: false };
    },
  });
  await new SlotWork(context, BATCH).run();
  expect(tries).toEqual(["together", "alone"]);
});
