import type { Bus, Delivery, Message, Subscription } from "@quad/bus";
import { orderCreated, stockReserved } from "@quad/contracts";
import { describe, expect, test } from "vitest";
import { consumersOf } from "../src/consume/consumer.ts";
import { consumerGroup } from "../src/consume/consumer-group.ts";
import type { Kit } from "../src/kit.ts";

const DELIVERY: Delivery = { attempt: 1, signal: new AbortController().signal };
const DATA = orderCreated.example;

/** A bus that only remembers who subscribed. */
function subscriptionOf(
  consumers: Parameters<typeof consumerGroup>[0]["consumers"],
  kit = {} as Kit,
): Subscription {
  const subscriptions: Subscription[] = [];
  const bus = {
    subscribe(made: Subscription) {
      subscriptions.push(made);
      return { start: async () => {}, stop: async () => {} };
    },
  } as Partial<Bus> as Bus;
  consumerGroup({ service: "inventory", kit, bus, consumers });
  const [subscription] = subscriptions;
  if (!subscription) throw new Error("Nobody subscribed.");
  return subscription;
}

function messageOf(topic: string, data: unknown, version = 1): Message {
  const dataschema = `/contracts/events/${topic}/${version}`;
  const body = { id: "m1", type: topic, dataschema, data };
  return { id: "m1", topic, key: "k", headers: {}, body };
}

describe("a service's consumer group", () => {
  test("is named for the service and hears what the table lists", () => {
    const rows = [orderCreated, stockReserved].map((event) => ({ event, run: async () => {} }));
    const { group, topics } = subscriptionOf(rows);
    expect(group).toBe("inventory");
    expect(topics).toEqual(["orders.order-created", "inventory.stock-reserved"]);
  });

  test("hands each message to its row", async () => {
    const heard: string[] = [];
    const rows = [orderCreated, stockReserved].map((event) => ({
      event,
      run: async () => void heard.push(event.type),
    }));
    const { handle } = subscriptionOf(rows);
    await handle(messageOf(stockReserved.type, stockReserved.example), DELIVERY);
    expect(heard).toEqual([stockReserved.type]);
  });

  test("refuses data that does not keep the contract, and says where", async () => {
    const { handle } = subscriptionOf([{ event: orderCreated, run: async () => {} }]);
    const data = { ...orderCreated.example, total: { amount: -1, currency: "USD" } };
    await expect(handle(messageOf(orderCreated.type, data), DELIVERY)).rejects.toThrow(
      /EVENT|does not keep its contract: \/total\/amount/,
    );
    await expect(handle(messageOf(orderCreated.type, undefined), DELIVERY)).rejects.toThrow(
      "does not keep its contract",
    );
  });

  test("passes an event over without a transaction, and handles the others in one", async () => {
    let transactions = 0;
    const database = { transaction: async () => void transactions++ };
    const { on } = consumersOf<Kit>();
    const row = on(orderCreated, async () => {}, {
      passesOver: ({ checkout }) => checkout === "orchestrated",
    });
    const { handle } = subscriptionOf([row], { database } as unknown as Kit);
    await handle(messageOf(orderCreated.type, { ...DATA, checkout: "orchestrated" }), DELIVERY);
    expect(transactions).toBe(0);
    await handle(messageOf(orderCreated.type, { ...DATA, checkout: "choreographed" }), DELIVERY);
    expect(transactions).toBe(1);
  });

  test("hears several versions of one event, each by its own row", async () => {
    const heard: string[] = [];
    const second = { ...orderCreated, version: 2 };
    const rows = [orderCreated, second].map((event) => ({
      event,
      run: async () => void heard.push(`version ${event.version}`),
    }));
    const { handle, topics } = subscriptionOf(rows);
    expect(topics).toEqual([orderCreated.type]);
    await handle(messageOf(orderCreated.type, DATA, 2), DELIVERY);
    await handle(messageOf(orderCreated.type, DATA), DELIVERY);
    expect(heard).toEqual(["version 2", "version 1"]);
  });

  test("passes only those versions over that it says; any other is refused for good", async () => {
    let runs = 0;
    const event = { ...orderCreated, version: 2 };
    const row = { event, run: async () => void runs++, passesOverVersions: [1] };
    const { handle } = subscriptionOf([row]);
    await handle(messageOf(orderCreated.type, DATA, 1), DELIVERY);
    expect(runs).toBe(0);
    for (const version of [3, Number.NaN]) {
      await expect(
        handle(messageOf(orderCreated.type, DATA, version), DELIVERY),
      ).rejects.toMatchObject({ code: "EVENT_VERSION_UNKNOWN", kind: "invalid" });
    }
  });

  test("handles no more of a row at the same time than it says, in their order", async () => {
    const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
    const begun: number[] = [];
    const row = {
      event: orderCreated,
      concurrency: 2,
      run: async () => {
        const nth = begun.push(begun.length) - 1;
        await gates[nth]?.promise;
      },
    };
    const { handle } = subscriptionOf([row]);
    const all = gates.map(() => handle(messageOf(orderCreated.type, DATA), DELIVERY));
    expect(begun).toHaveLength(2);
    gates[1]?.resolve();
    await all[1];
    expect(begun).toHaveLength(3);
    for (const gate of gates) gate.resolve();
    await Promise.all(all);
  });

  test("tries an event again as its row says, and has one policy for all its versions", () => {
    const retry = { attemptsMax: 2 };
    const rows = [orderCreated, stockReserved].map((event) => ({ event, run: async () => {} }));
    const [first, second] = rows.map((row) => ({ ...row, retry }));
    if (!(first && second)) throw new TypeError("There are two rows.");
    const { retryByTopic } = subscriptionOf([...rows.slice(0, 1), second]);
    expect(retryByTopic).toEqual({ [stockReserved.type]: retry });
    const newer = { ...first, event: { ...orderCreated, version: 2 } };
    expect(() => subscriptionOf([first, newer])).toThrow("two retry policies");
  });

  test("lists no version of an event twice", () => {
    const row = { event: orderCreated, run: async () => {} };
    expect(() => subscriptionOf([row, row])).toThrow(TypeError);
  });
});
