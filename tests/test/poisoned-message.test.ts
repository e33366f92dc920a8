import { startCampus } from "@quad/chassis/testing";
import { type OrderCreated, orderCreated } from "@quad/contracts";
import { eventually } from "@quad/testkit";
import { describe, expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

const GIVEN_UP_WITHIN_MS = 30_000;

describe("a poisoned message", () => {
  test("is a dead letter that holds back its key only, until a replay repairs it", async () => {
    await using campus = await startCampus({ services, environment: { QUAD_BUS: "postgres:" } });
    const { anyBooks, placeOrder, settled, stock } = shop(campus.url("gateway"));
    const bus = await campus.platform.port("bus");
    const [bookId = ""] = await anyBooks(1);
    const before = await stock(bookId);

    const orderId = campus.platform.newId();
    const data: OrderCreated = {
      ...orderCreated.example,
      orderId,
      items: [{ ...line(bookId), quantity: 1 }],
    };
    const poisoned = { ...data, items: [{ ...line(bookId), quantity: -1 }] };
    await bus.publish([message(orderId, orderCreated.type, poisoned)]);
    await bus.publish([message(orderId, "orders.order-cancelled", cancelled(data))]);

    const letter = await eventually(
      async () => {
        const [first] = (await bus.deadLetters.list({ group: "inventory" })).items;
        // It is given up at once; the cancellation behind it comes a moment later.
        if (!first?.blocked) throw new Error("none yet that holds anything back");
        return first;
      },
      { withinMs: GIVEN_UP_WITHIN_MS, what: "inventory to give up" },
    );
    expect(letter.error).toContain("EVENT_INVALID");
    expect(letter.attempts, "another try would say the same").toBe(1);
    expect(letter.blocked).toBe(1);

    const other = await placeOrder([{ bookId, quantity: 1 }]);
    expect((await settled(other.id)).status).toBe("confirmed");

    await bus.deadLetters.replay(letter.id, { body: envelope(orderId, orderCreated.type, data) });
    await eventually(() => bus.depth("inventory"), {
      withinMs: GIVEN_UP_WITHIN_MS,
      what: "the held back cancellation to be heard",
      until: ({ ready, dead, blocked }) => ready + dead + blocked === 0,
    });
    expect(await stock(bookId)).toMatchObject({
      onHand: before.onHand - 1,
      reserved: 0,
      sold: before.sold + 1,
    });
  });
});

function line(bookId: string) {
  return { ...orderCreated.example.items[0], bookId } as OrderCreated["items"][number];
}

function cancelled({ paymentToken: _, cartId: __, ...data }: OrderCreated) {
  return { ...data, reason: "payment_declined" };
}

function message(key: string, topic: string, data: object) {
  return { id: crypto.randomUUID(), topic, key, headers: {}, body: envelope(key, topic, data) };
}

function envelope(subject: string, type: string, data: object) {
  return {
    specversion: "1.0",
    id: crypto.randomUUID(),
    source: "/services/orders",
    type,
    subject,
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: `/contracts/events/${type}/1`,
    data,
  };
}
