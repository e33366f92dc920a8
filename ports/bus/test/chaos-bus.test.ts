import { type Bus, type ChaosRates, chaosBus, type Message, memoryBus } from "@quad/bus";
import { busSuite } from "@quad/bus/conformance";
import { isQuadError } from "@quad/errors";
import { seededRandom, signal, testAdapter } from "@quad/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { memoryPlace } from "../conformance/memory-place.ts";

const WITHIN_MS = 5_000;

testAdapter(
  busSuite,
  "memory",
  () => memoryPlace((bus) => chaosBus(bus, { rates: {}, random: seededRandom(1) })),
  { variant: "behind a chaos bus with every fault off" },
);

describe("each fault", () => {
  test("failBefore: the publish fails without an effect", async () => {
    const { bus, inner, published } = await chaos({ failBefore: 1 });
    await expect(bus.publish(messages("a", 3))).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
    await inner.publish(messages("b", 1));
    expect(await published(1)).toEqual(["b-1"]);
    expect(bus.injected).toMatchObject({ failBefore: 1, failAfter: 0 });
  });

  test("failAfter: the publish fails with its effect", async () => {
    const { bus, published } = await chaos({ failAfter: 1 });
    await expect(bus.publish(messages("a", 2))).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
    expect(await published(2)).toEqual(["a-1", "a-2"]);
    expect(bus.injected).toMatchObject({ failBefore: 0, failAfter: 1 });
  });

  test("duplicate: what was handled is delivered again, before the next of its key", async () => {
    const { bus, published } = await chaos({ duplicate: 1 });
    await bus.publish(messages("a", 2));
    expect(await published(4)).toEqual(["a-1", "a-1", "a-2", "a-2"]);
    expect(bus.injected.duplicate).toBe(2);
  });

  test("reorder: keys change places, and each keeps its own order", async () => {
    const { bus, published } = await chaos({ reorder: 1 }, 1);
    const batch = ["a", "b", "c", "d"].flatMap((key) => messages(key, 5));
    await bus.publish(batch);
    const ids = await published(20);
    for (const key of ["a", "b", "c", "d"]) {
      const own = messages(key, 5).map(({ id }) => id);
      expect(ids.filter((id) => id.startsWith(key))).toEqual(own);
    }
    expect(bus.injected.reorder).toBe(1);
    await bus.publish(messages("one-key", 5));
    expect(bus.injected.reorder).toBe(1);
  });

  test("delay: a delivery comes late, and is not lost when its member stops", async () => {
    const { bus, inner, published } = await chaos({ delay: 1 });
    await bus.publish(messages("a", 3));
    expect(await published(3)).toEqual(["a-1", "a-2", "a-3"]);
    expect(bus.injected.delay).toBe(3);
    expect((await inner.deadLetters.list()).items).toEqual([]);
  });
});

test("under all faults at once nothing is lost and every key keeps its order", async () => {
  const rates = { failBefore: 0.2, failAfter: 0.2, reorder: 0.5, delay: 0.1, duplicate: 0.2 };
  const { bus, handled, reached } = await chaos(rates, 8, 42);
  const keys = Array.from({ length: 20 }, (_, n) => `k${n}`);
  for (let n = 1; n <= 20; n++) {
    await publishUntilDone(
      bus,
      keys.flatMap((key) => messages(key, n).slice(-1)),
    );
  }
  await reached("all are handled", () => new Set(handled).size === 400);
  for (const key of keys) {
    const firsts = [...new Set(handled.filter((id) => id.startsWith(`${key}-`)))];
    expect(firsts).toEqual(messages(key, 20).map(({ id }) => id));
  }
  for (const [fault, count] of Object.entries(bus.injected)) {
    expect(count, fault).toBeGreaterThan(0);
  }
});

test("the same seed brings the same faults", async () => {
  const strike = async () => {
    const { bus } = await chaos({ failBefore: 0.3, failAfter: 0.3 }, 1, 7);
    const outcomes: boolean[] = [];
    for (const message of messages("a", 30)) {
      outcomes.push(
        await bus.publish([message]).then(
          () => true,
          () => false,
        ),
      );
    }
    return { outcomes, injected: bus.injected };
  };
  expect(await strike()).toEqual(await strike());
});

test.for([-0.1, 1.1, Number.NaN])("a rate of %d is a mistake", (rate) => {
  expect(() => chaosBus(memoryBus(), { rates: { delay: rate }, random: Math.random })).toThrow(
    TypeError,
  );
});

/** A chaos bus over a memory bus, with one member that notes what it is given. */
async function chaos(rates: Partial<ChaosRates>, concurrency = 8, seed = 1) {
  const inner = memoryBus();
  const bus = chaosBus(inner, { rates, random: seededRandom(seed), delayMsMax: 5 });
  const handled: string[] = [];
  let notify = () => {};
  await bus.start();
  onTestFinished(() => bus.stop());
  const subscriber = bus.subscribe({
    group: "work",
    topics: ["test.happened"],
    concurrency,
    async handle({ id }) {
      handled.push(id);
      notify();
    },
  });
  await subscriber.start();

  async function reached(what: string, isTrue: () => boolean): Promise<void> {
    const done = signal(what);
    notify = () => {
      if (isTrue()) done.resolve();
    };
    notify();
    await done.within(WITHIN_MS);
  }
  /** The ids that were handled, once there are this many. */
  async function published(count: number): Promise<string[]> {
    await reached(`${count} deliveries`, () => handled.length >= count);
    return [...handled];
  }
  return { inner, bus, handled, reached, published };
}

async function publishUntilDone(bus: Bus, batch: readonly Message[]): Promise<void> {
  while (true) {
    try {
      return await bus.publish(batch);
    } catch (error) {
      if (!isQuadError(error, "BUS_UNAVAILABLE")) throw error;
    }
  }
}

function messages(key: string, count: number): Message[] {
  const topic = "test.happened";
  return Array.from({ length: count }, (_, n) => ({
    id: `${key}-${n + 1}`,
    topic,
    key,
    body: null,
    headers: {},
  }));
}
