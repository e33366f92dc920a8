import { type EventStore, memoryEventStore } from "@quad/event-store";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type EventSourced, eventSourced } from "../src/index.ts";
import { type Account, type AccountCommand, type AccountEvent, accountDecider } from "./account.ts";

/** Transactions by hand: the memory store has none. */
interface TestTransaction {
  afterCommit(callback: () => void): void;
}

describe("a command", () => {
  let store: EventStore<TestTransaction>;
  let other: EventSourced<Account, AccountCommand, AccountEvent, TestTransaction>;
  let accounts: typeof other;
  let reads = 0;
  /** While set, a transaction under way leaves nothing in the store. */
  let rollsBack = false;

  beforeEach(async () => {
    const memory = memoryEventStore();
    await memory.start();
    onTestFinished(() => memory.stop());
    store = {
      ...memory,
      subscribe: () => expect.fail(),
      within: () =>
        rollsBack
          ? { ...memory, append: async () => ({ version: 0, recordedAt: new Date(0) }) }
          : memory,
    };
    const counting = {
      ...store,
      read(...given: Parameters<typeof store.read>) {
        reads++;
        return store.read(...given);
      },
    };
    reads = 0;
    rollsBack = false;
    accounts = eventSourced(accountDecider, counting);
    other = eventSourced(accountDecider, store);
  });

  /** Whether it commits or not, as the test says. */
  async function inTransaction(work: (transaction: TestTransaction) => Promise<unknown>) {
    const callbacks: (() => void)[] = [];
    await work({ afterCommit: (callback) => void callbacks.push(callback) });
    if (!rollsBack) for (const callback of callbacks) callback();
  }
  const begun = () =>
    inTransaction((tx) => accounts.beginWithin(tx, "1", { type: "open", owner: "Ada" }));

  test("begins a stream without reading it, in the shape that its type has today", async () => {
    await begun();
    expect(reads).toBe(0);
    expect(await store.read("account-1")).toMatchObject([
      { type: "opened", schema: 2, version: 1 },
    ]);
    expect(await accounts.find("1")).toEqual({ version: 1, state: { owner: "Ada", balance: 0 } });
  });

  test("that begins what has begun finds it out, and changes nothing", async () => {
    await other.execute("1", { type: "open", owner: "Bob" });
    await begun();
    expect(await accounts.find("1")).toMatchObject({ version: 1, state: { owner: "Bob" } });
  });

  test("is appended to what is known without reading it", async () => {
    await begun();
    const change = await accounts.execute("1", { type: "pay-in", amount: 5 });
    expect(change).toEqual({
      before: { owner: "Ada", balance: 0 },
      events: [{ type: "paid-in", data: { amount: 5 } }],
      after: { version: 2, state: { owner: "Ada", balance: 5 } },
    });
    expect(reads).toBe(0);
    expect(await other.find("1")).toEqual(change.after);
  });

  test("is decided anew when somebody else was first", async () => {
    await begun();
    await other.execute("1", { type: "pay-in", amount: 7 });
    const { after } = await accounts.execute("1", { type: "pay-in", amount: 5 });
    expect(after).toEqual({ version: 3, state: { owner: "Ada", balance: 12 } });
    expect(reads).toBe(1);
  });

  test("is neither refused nor left out by what is known: that may be old", async () => {
    await begun();
    await other.execute("1", { type: "pay-in", amount: 5 });
    const { after } = await accounts.execute("1", { type: "pay-out", amount: 5 });
    expect(after.state.balance).toBe(0);
    expect(reads).toBe(1);
    await expect(accounts.execute("1", { type: "pay-out", amount: 1 })).rejects.toMatchObject({
      code: "ACCOUNT_EMPTY",
    });
    expect(reads).toBe(2);
  });

  test("of any number at the same time has its effect once", async () => {
    await begun();
    const all = Array.from({ length: 20 }, (_, nth) =>
      (nth % 2 === 0 ? accounts : other).execute("1", { type: "pay-in", amount: 1 }),
    );
    await Promise.all(all);
    expect(await accounts.find("1")).toEqual({ version: 21, state: { owner: "Ada", balance: 20 } });
  });

  test("that was rolled back is not what the next one is decided by", async () => {
    await begun();
    rollsBack = true;
    await inTransaction((tx) => accounts.executeWithin(tx, "1", { type: "pay-in", amount: 5 }));
    rollsBack = false;
    // Another process, at the version that the lost transaction had reached.
    await other.execute("1", { type: "pay-in", amount: 1 });
    await expect(accounts.execute("1", { type: "pay-out", amount: 5 })).rejects.toMatchObject({
      code: "ACCOUNT_EMPTY",
    });
  });

  test("wakes who watches, once it is committed", async () => {
    await begun();
    let woken = 0;
    const unwatch = accounts.watch("1", () => woken++);
    rollsBack = true;
    await inTransaction((tx) => accounts.executeWithin(tx, "1", { type: "pay-in", amount: 5 }));
    expect(woken).toBe(0);
    rollsBack = false;
    await accounts.execute("1", { type: "pay-in", amount: 5 });
    expect(woken).toBe(1);
    expect(accounts.recent("1")?.version).toBe(2);
    unwatch();
    await accounts.execute("1", { type: "pay-in", amount: 5 });
    expect(woken).toBe(1);
  });

  test("and what it came to can be looked at as it was", async () => {
    await begun();
    await accounts.execute("1", { type: "pay-in", amount: 5 });
    expect(await accounts.findAt("1", { upTo: 1 })).toMatchObject({ state: { balance: 0 } });
    expect(await accounts.findAt("1", { until: new Date(0) })).toBeNull();
    expect(await accounts.find("2")).toBeNull();
  });
});
