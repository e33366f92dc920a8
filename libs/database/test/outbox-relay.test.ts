import { busErrors } from "@quad/bus";
import { systemClock } from "@quad/clock";
import type { Event } from "@quad/contracts";
import { outboxRelay } from "@quad/database";
import { eventually, noLeaks, signal } from "@quad/testkit";
import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Bank, bankAt, bulky, openBank, paid, quietLog } from "./bank.ts";
import { type RecordingBus, recordingBus } from "./recording-bus.ts";

const WITHIN_MS = 5_000;

function makeRelay(bank: Bank, bus: Pick<RecordingBus, "publish">, clock = systemClock) {
  return outboxRelay({ database: bank, bus, clock, log: quietLog });
}

async function startRelay(bank: Bank, bus: Pick<RecordingBus, "publish">, clock = systemClock) {
  const relay = makeRelay(bank, bus, clock);
  await relay.start();
  onTestFinished(() => relay.stop());
  return relay;
}

/** A clock whose naps never end by themselves. */
const sleepsUntilWoken = {
  now: systemClock.now,
  sleep: (_delayMs: number, nap?: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      if (nap?.aborted) reject(nap.reason);
      nap?.addEventListener("abort", () => reject(nap.reason));
    }),
};

function pay(bank: Bank, account: string, amount: number) {
  return bank.transaction(async (tx) => tx.emit(paid, { account, amount }));
}

async function waiting(bank: Bank): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from quad_outbox
  `.execute(bank.sql);
  return rows[0]?.count ?? 0;
}

const amounts = (messages: readonly { body: unknown }[]) =>
  messages.map(({ body }) => (body as Event<{ amount: number }>).data.amount);

describe("the relay", () => {
  noLeaks();

  test("publishes what was committed, as it was emitted, and forgets it", async () => {
    const { bank } = await openBank();
    const bus = recordingBus();
    await startRelay(bank, bus);
    await pay(bank, "ada", 7);
    const [message] = await bus.received(1);
    const event = message?.body as Event;
    expect(message).toEqual({
      id: event.id,
      topic: "bank.paid",
      key: "ada",
      body: event,
      headers: {},
    });
    expect(event.data).toEqual({ account: "ada", amount: 7 });
    await eventually(async () => (await waiting(bank)) === 0, {
      withinMs: WITHIN_MS,
      what: "the outbox is empty",
    });
  });

  test("is woken by a local commit, without waiting for its next look", async () => {
    const { bank } = await openBank();
    const bus = recordingBus();
    await startRelay(bank, bus, sleepsUntilWoken);
    for (const amount of [1, 2, 3]) {
      await pay(bank, "ada", amount);
      await bus.received(amount);
    }
  });

  test("finds what another process committed", async () => {
    const { bank, url } = await openBank();
    const bus = recordingBus();
    const napsShortly = {
      now: systemClock.now,
      sleep: (delayMs: number, nap?: AbortSignal) => systemClock.sleep(delayMs / 100, nap),
    };
    await startRelay(bank, bus, napsShortly);
    await pay(await bankAt(url), "ada", 1);
    expect(await bus.received(1)).toHaveLength(1);
  });

  test("a backlog goes out in order, in batches of at most a thousand", async () => {
    const { bank } = await openBank();
    const bus = recordingBus();
    const all = Array.from({ length: 2_500 }, (_, index) => index + 1);
    await bank.transaction(async (tx) => {
      for (const amount of all) tx.emit(paid, { account: "ada", amount });
    });
    await startRelay(bank, bus, sleepsUntilWoken);
    expect(amounts(await bus.received(all.length))).toEqual(all);
    expect(bus.batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 500]);
  });

  test("large events go out in smaller batches, without a pause between them", async () => {
    const { bank } = await openBank();
    const bus = recordingBus();
    const text = "x".repeat(250_000);
    await bank.transaction(async (tx) => {
      for (let n = 0; n < 50; n++) tx.emit(bulky, { account: "ada", text });
    });
    await startRelay(bank, bus, sleepsUntilWoken);
    await bus.received(50);
    expect(bus.batches.map((batch) => batch.length)).toEqual([33, 17]);
  });

  test("stop publishes what is committed by then", async () => {
    const { bank } = await openBank();
    const bus = recordingBus();
    const relay = await startRelay(bank, bus);
    await Promise.all(Array.from({ length: 20 }, (_, n) => pay(bank, `a${n}`, 1)));
    await relay.stop();
    expect(bus.batches.flat()).toHaveLength(20);
  });

  test("a commit after the stop waits for the next start", async () => {
    const { bank } = await openBank();
    const bus = recordingBus();
    const relay = await startRelay(bank, bus);
    await relay.stop();
    await pay(bank, "ada", 1);
    expect(bus.batches).toEqual([]);
    await relay.start();
    expect(await bus.received(1)).toHaveLength(1);
  });
});

describe("when things fail", () => {
  noLeaks();

  test("an unavailable bus loses nothing", async () => {
    const { bank } = await openBank();
    let calls = 0;
    const bus = recordingBus(async () => {
      if (++calls <= 2) throw new Error("the bus is away");
    });
    await startRelay(bank, bus);
    await pay(bank, "ada", 1);
    await pay(bank, "ada", 2);
    expect(amounts(await bus.received(2))).toEqual([1, 2]);
    expect(calls).toBeGreaterThan(2);
  });

  test("a commit during the last try of a bad time is not left to the next look", async () => {
    const { bank } = await openBank();
    let calls = 0;
    const bus = recordingBus(async () => {
      if (++calls === 1) throw new Error("the bus is away");
      if (calls === 2) await pay(bank, "ada", 2);
    });
    const clock = {
      now: systemClock.now,
      // The pause after a failure ends by itself, the nap until the next look does not.
      sleep: (delayMs: number, nap?: AbortSignal) =>
        delayMs < 1_000 ? systemClock.sleep(delayMs, nap) : sleepsUntilWoken.sleep(delayMs, nap),
    };
    await startRelay(bank, bus, clock);
    await pay(bank, "ada", 1);
    expect(amounts(await bus.received(2))).toEqual([1, 2]);
  });

  test("an event that the bus refuses is set aside and holds up nobody", async () => {
    const { bank } = await openBank();
    await bank.transaction(async (tx) => {
      for (const amount of [1, 2, 3]) tx.emit(paid, { account: "ada", amount });
    });
    const received = recordingBus();
    await startRelay(bank, {
      async publish(messages) {
        const bad = messages.find(
          ({ body }) => (body as Event<{ amount: number }>).data.amount === 2,
        );
        if (bad) throw busErrors.BUS_MESSAGE_INVALID({ id: bad.id, reason: "it is even" });
        await received.publish(messages);
      },
    });
    expect(amounts(await received.received(2))).toEqual([1, 3]);
    await eventually(async () => (await waiting(bank)) === 0, {
      withinMs: WITHIN_MS,
      what: "the outbox is empty",
    });
    const { rows } = await sql<{ amount: number; reason: string }>`
      select (event->'data'->>'amount')::integer as amount, reason from quad_outbox_refused
    `.execute(bank.sql);
    expect(rows).toEqual([{ amount: 2, reason: expect.stringContaining("it is even") }]);
  });

  test("after a failure commits do not cut the pause short", async () => {
    const { bank } = await openBank();
    const pauses: (AbortSignal | undefined)[] = [];
    const failed = signal("the relay pauses");
    const clock = {
      now: systemClock.now,
      sleep: (delayMs: number, nap?: AbortSignal) => {
        pauses.push(nap);
        if (bus.calls > 0) failed.resolve();
        return systemClock.sleep(delayMs * 100, nap);
      },
    };
    const bus = {
      calls: 0,
      async publish() {
        bus.calls++;
        throw new Error("the bus is away");
      },
    };
    await startRelay(bank, bus, clock);
    await pay(bank, "ada", 1);
    await failed.within(WITHIN_MS);
    await pay(bank, "ada", 2);
    expect(pauses.at(-1)?.aborted).toBe(false);
  });

  test("a connection lost after publishing repeats the same messages, then goes on", async () => {
    const { bank, url } = await openBank();
    const bus = recordingBus();
    let isFirst = true;
    const other = await bankAt(url);
    await startRelay(bank, {
      async publish(messages) {
        await bus.publish(messages);
        if (isFirst) await endOpenTransactions(other);
        isFirst = false;
      },
    });
    await bank.transaction(async (tx) => {
      for (const amount of [1, 2, 3]) tx.emit(paid, { account: "ada", amount });
    });
    const [first, second] = [await bus.received(3), await bus.received(6)];
    expect(second.slice(3)).toEqual(first);
    await pay(bank, "ada", 4);
    expect(amounts((await bus.received(7)).slice(6))).toEqual([4]);
  });

  test("a relay that hangs is cut by the server, and another takes over", async () => {
    const { bank, url } = await openBank();
    const { rows } = await sql<{ timeout: string }>`
      select current_setting('idle_in_transaction_session_timeout') as timeout
    `.execute(bank.sql);
    expect(rows).toEqual([{ timeout: "10s" }]);

    const hangs = signal("the first relay publishes");
    const goesOn = signal("the first relay wakes up");
    await startRelay(bank, {
      async publish() {
        hangs.resolve();
        await goesOn.within(WITHIN_MS);
      },
    });
    await pay(bank, "ada", 1);
    await hangs.within(WITHIN_MS);

    const bus = recordingBus();
    const other = await bankAt(url);
    await startRelay(other, bus);
    expect(bus.batches).toEqual([]);
    // What the timeout does, ten seconds earlier.
    await endOpenTransactions(other);
    expect(amounts(await bus.received(1))).toEqual([1]);
    goesOn.resolve();
  });

  test("a relay that waited for another publishes what was committed meanwhile", async () => {
    const { bank, url } = await openBank();
    const publishes = signal("the first relay publishes");
    const goesOn = signal("the first relay goes on");
    await startRelay(
      bank,
      {
        async publish() {
          publishes.resolve();
          await goesOn.within(WITHIN_MS);
        },
      },
      sleepsUntilWoken,
    );
    await pay(bank, "ada", 1);
    await publishes.within(WITHIN_MS);

    const [other, writer] = [await bankAt(url), await bankAt(url)];
    const bus = recordingBus();
    await startRelay(other, bus, sleepsUntilWoken);
    await eventually(async () => (await sessionsThatWait(writer)) === 1, {
      withinMs: WITHIN_MS,
      what: "the second relay waits",
    });
    await pay(writer, "ada", 2);
    goesOn.resolve();
    expect(amounts(await bus.received(1))).toEqual([2]);
  });
});

async function sessionsThatWait(bank: Bank): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(bank.sql);
  return rows[0]?.count ?? 0;
}

/** Cuts the connections of this database that are in a transaction and wait for their client. */
async function endOpenTransactions(bank: Bank): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'
  `.execute(bank.sql);
}

describe("order", () => {
  noLeaks();

  test("twenty writers and two relays: each key is published as it was committed", async () => {
    const { bank, url } = await openBank();
    const bus = recordingBus();
    await startRelay(bank, bus);
    const other = await bankAt(url);
    await startRelay(other, bus);
    const keys = ["ada", "bob", "cyd"];
    await bank.sql
      .insertInto("account")
      .values(keys.map((id) => ({ id, balance: 0 })))
      .execute();

    const write = async (writer: number) => {
      for (let n = 0; n < 15; n++) {
        const account = keys[(writer + n) % keys.length] ?? "";
        await (writer % 2 ? bank : other).transaction(async (tx) => {
          const { balance } = await tx.sql
            .updateTable("account")
            .set((row) => ({ balance: row("balance", "+", 1) }))
            .where("id", "=", account)
            .returning("balance")
            .executeTakeFirstOrThrow();
          tx.emit(paid, { account, amount: balance });
        });
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)));

    const messages = await bus.received(300);
    for (const key of keys) {
      const ofKey = amounts(messages.filter((message) => message.key === key));
      expect(ofKey).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    }
  });

  test("a commit that is held up holds up the later ones of its key, and no others", async () => {
    const { bank } = await openBank();
    const commits: number[] = [];
    const payAndNote = (account: string, amount: number) =>
      bank.transaction(async (tx) => {
        await tx.sql
          .insertInto("account")
          .values({ id: `${amount}`, balance: 0 })
          .execute();
        tx.emit(paid, { account, amount });
        tx.afterCommit(() => commits.push(amount));
      });
    const gate = await holdCommitOf(bank, "1");

    const first = payAndNote("ada", 1);
    await gate.reached();
    // Without the lock of its key it would draw a later id, and commit earlier.
    const second = payAndNote("ada", 2);
    await payAndNote("bob", 3);
    await eventually(async () => commits.includes(2) || (await blockedOnKey(bank)) === 1, {
      withinMs: WITHIN_MS,
      what: "the second commits, or waits for the first",
    });
    await gate.open();
    await Promise.all([first, second]);

    const bus = recordingBus();
    await startRelay(bank, bus);
    const published = await bus.received(3);
    // Of the other two, each on a connection of its own, either may hear of its commit first.
    expect(commits[0]).toBe(3);
    expect(commits).toHaveLength(3);
    expect(amounts(published.filter(({ key }) => key === "ada"))).toEqual([1, 2]);
  });
});

const GATE = 42;

/** Stops the COMMIT of whoever inserts this account, until the gate is opened. */
async function holdCommitOf(bank: Bank, id: string) {
  await sql`
    create function pass_gate() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(42); return null; end $$
  `.execute(bank.sql);
  await sql`
    create constraint trigger gate after insert on account deferrable initially deferred
    for each row when (new.id = ${sql.lit(id)}) execute function pass_gate()
  `.execute(bank.sql);
  const closed = signal("the gate is closed");
  const opened = signal("the gate opens");
  const keeper = bank.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(${GATE})`.execute(tx.sql);
    closed.resolve();
    await opened.within(WITHIN_MS);
  });
  await closed.within(WITHIN_MS);
  return {
    reached: () =>
      eventually(async () => (await blocked(bank, sql`objid = ${GATE}`)) === 1, {
        withinMs: WITHIN_MS,
        what: "a commit stands at the gate",
      }),
    async open() {
      opened.resolve();
      await keeper;
    },
  };
}

/** Transactions that wait for the lock of a key: locks of two numbers have `objsubid` 2. */
const blockedOnKey = (bank: Bank) => blocked(bank, sql`objsubid = 2`);

async function blocked(bank: Bank, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_locks
    where locktype = 'advisory' and not granted and ${which}
      and database = (select oid from pg_database where datname = current_database())
  `.execute(bank.sql);
  return rows[0]?.count ?? 0;
}
