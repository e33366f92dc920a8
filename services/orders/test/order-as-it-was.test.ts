import { defineService, type EventsKit } from "@quad/chassis";
import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  notificationSent,
  orderConfirmed,
  paymentReceived,
  stockReserved,
} from "@quad/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrdersSchema } from "../src/orders-schema.ts";
import { orders } from "../src/service.ts";
import { BOOK, counter } from "./counter.ts";

const ITEMS = [{ bookId: BOOK.bookId, quantity: 2 }];
const BOTH = { ...BOOK.price, amount: 2 * BOOK.price.amount };

describe("an order as it was", () => {
  let campus: TestCampus;
  let shop: ReturnType<typeof counter>;
  let id: string;
  let now: Awaited<ReturnType<typeof shop.order>>;

  beforeAll(async () => {
    campus = await startCampus({
      services: [orders],
      environment: { QUAD_CHECKOUT: "choreographed" },
    });
    const bus = await bystander(campus, [orderConfirmed]);
    await bus.say(bookAdded, BOOK);
    await bus.idle("orders");
    shop = counter(campus);
    id = await shop.place(2);
    await bus.say(stockReserved, { orderId: id, items: ITEMS });
    await bus.say(paymentReceived, { ...paymentReceived.example, orderId: id, amount: BOTH });
    await bus.hear(orderConfirmed, id);
    await bus.say(notificationSent, { ...notificationSent.example, orderId: id });
    await shop.happened(id, notificationSent.type);
    await shop.post(`/${id}/shipment`, { carrier: "Campus Post", tracking: "CP-1" });
    await shop.post(`/${id}/delivery`);
    now = (await shop.get(`/${id}`)).body;
  });
  afterAll(() => campus.stop());

  test("is there at each version, with what had happened until then", async () => {
    const statuses = ["pending", "pending", "pending", "confirmed", "confirmed", "shipped"];
    for (const [index, status] of [...statuses, "delivered"].entries()) {
      const { body } = await shop.get(`/${id}?version=${index + 1}`);
      expect(body).toMatchObject({ version: index + 1, status });
      expect(body.timeline).toEqual(now.timeline.slice(0, index + 1));
    }
    expect((await shop.get(`/${id}?version=7`)).body).toEqual(now);
  });

  test("is there at each instant, the one of an event included", async () => {
    for (const { at } of now.timeline) {
      const { body } = await shop.get(`/${id}?at=${encodeURIComponent(at)}`);
      const until = now.timeline.filter((entry) => entry.at <= at);
      expect(body).toMatchObject({ version: until.length, timeline: until });
    }
    expect((await shop.get(`/${id}?at=2999-01-01T00:00:00Z`)).body).toEqual(now);
  });

  test.each([
    ["before it was placed", "?at=2001-01-01T00:00:00.000Z", 404, "ORDER_NOT_YET"],
    ["at a version it has not reached", "?version=8", 404, "ORDER_NOT_YET"],
    ["at two moments", "?version=1&at=2999-01-01T00:00:00Z", 422, "ORDER_MOMENT_AMBIGUOUS"],
    ["at no version", "?version=0", 422, "REQUEST_INVALID"],
    ["at half a version", "?version=1.5", 422, "REQUEST_INVALID"],
    ["at no instant", "?at=yesterday", 422, "REQUEST_INVALID"],
    ["at an unknown moment", "?when=1", 422, "REQUEST_INVALID"],
  ])("is not there %s", async (_, query, status, code) => {
    expect(await shop.get(`/${id}${query}`)).toMatchObject({ status, body: { code } });
  });

  test("is not there under another id", async () => {
    for (const path of ["?version=1", "?at=2999-01-01T00:00:00Z", "/history", "/events"]) {
      const answer = await shop.get(`/${crypto.randomUUID()}${path}`);
      expect(answer, path).toMatchObject({ status: 404, body: { code: "ORDER_NOT_FOUND" } });
    }
  });

  test("tells its history in plain words", async () => {
    const { body } = await shop.get<{ items: object[] }>(`/${id}/history`);
    expect(body.items).toEqual(
      [
        "Ada Example ordered 2 copies of Moby-Dick; or, The Whale for $36.00.",
        "Inventory set 2 copies aside.",
        "Ada Example paid $36.00.",
        "The order of 2 copies for $36.00 was confirmed.",
        "Ada Example was told that the order is confirmed.",
        "Campus Post took 2 copies on the way to Ada Example as parcel CP-1.",
        "2 copies reached Ada Example.",
      ].map((words, index) => ({
        ...{ version: index + 1, words },
        at: now.timeline[index]?.at,
        event: now.timeline[index]?.event,
      })),
    );
  });
});

test("an order that an older program cancelled is read as if today's had", async () => {
  const environment = { QUAD_DATABASE_PREFIX: `old${process.pid.toString(36)}_` };
  const orderId = crypto.randomUUID();
  let kit: EventsKit<OrdersSchema> | undefined;
  // The program before there was `by`: it wrote no schema, which is the first.
  const olderOrders = defineService<EventsKit<OrdersSchema>>({
    name: "orders",
    summary: "Orders as they were.",
    migrations: new URL("../migrations/", import.meta.url),
    upcasters: {},
    routes: [],
    prepare: async (given) => {
      kit = given;
    },
  });
  {
    await using _ = await startCampus({ services: [olderOrders], environment });
    const line = { bookId: BOOK.bookId, title: BOOK.title, quantity: 2, unitPrice: BOOK.price };
    const customer = { name: "Ada Example", email: "ada@example.org" };
    const placed = { orderId, lines: [line], total: BOTH, customer };
    await kit?.events.append(
      `order-${orderId}`,
      [
        { type: "orders.order-created", data: placed },
        { type: "inventory.out-of-stock", data: { missing: [] } },
        { type: "orders.order-cancelled", data: { reason: "out_of_stock" } },
      ],
      { expected: 0 },
    );
  }
  await using campus = await startCampus({ services: [orders], environment });
  const shop = counter(campus);
  const { body } = await shop.get(`/${orderId}`);
  expect(body).toMatchObject({ status: "cancelled", reason: "out_of_stock", version: 3 });
  expect(body.timeline.at(-1)?.details).toEqual({ reason: "out_of_stock", by: "shop" });
  expect((await shop.post(`/${orderId}/cancellation`)).body.code).toBe("ORDER_NOT_CANCELLABLE");
  const history = await shop.get<{ items: { words: string }[] }>(`/${orderId}/history`);
  expect(history.body.items.at(-1)?.words).toBe(
    "The order was cancelled: there were not enough copies.",
  );
});
