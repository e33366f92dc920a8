import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import {
  bookAdded,
  notificationSent,
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderReturned,
  orderShipped,
  paymentReceived,
  stockReserved,
} from "@quad/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orders } from "../src/service.ts";
import { BOOK, counter } from "./counter.ts";
import { Neighbours } from "./neighbours.ts";

const HEARD = [orderConfirmed, orderCancelled, orderShipped, orderDelivered, orderReturned];
const PARCEL = { carrier: "Campus Post", tracking: "CP-1851" };
const ONE = [{ bookId: BOOK.bookId, quantity: 1 }];
const ALL = [{ bookId: BOOK.bookId, quantity: 3 }];
const price = (copies: number) => ({ ...BOOK.price, amount: copies * BOOK.price.amount });

/** What happens after the checkout is the same, whichever way an order was confirmed. */
describe.each(["orchestrated", "choreographed"])("an order that was confirmed, %s,", (flow) => {
  const neighbours = new Neighbours();
  let campus: TestCampus;
  let bus: Awaited<ReturnType<typeof bystander>>;
  let shop: ReturnType<typeof counter>;

  beforeAll(async () => {
    campus = await startCampus({
      services: [orders, ...neighbours.services],
      environment: { QUAD_CHECKOUT: flow },
    });
    bus = await bystander(campus, HEARD);
    await bus.say(bookAdded, BOOK);
    await bus.idle("orders");
    shop = counter(campus);
  });
  beforeEach(() => neighbours.reset());
  afterAll(() => campus.stop());

  /** What the neighbours would say, where nobody asks them. */
  async function pay(orderId: string) {
    if (flow === "orchestrated") return;
    await bus.say(stockReserved, { orderId, items: ALL });
    const amount = price(3);
    await bus.say(paymentReceived, { ...paymentReceived.example, orderId, amount });
  }
  async function confirmed() {
    const id = await shop.place(3);
    await pay(id);
    await shop.order(id, ({ status }) => status === "confirmed");
    neighbours.asked = [];
    return id;
  }
  async function delivered() {
    const id = await confirmed();
    await shop.post(`/${id}/shipment`, PARCEL);
    await shop.post(`/${id}/delivery`);
    return id;
  }

  test("is shipped and delivered, and says so", async () => {
    const id = await confirmed();
    expect((await shop.get(`/${id}`)).body.can).toEqual(["cancel", "ship"]);
    const sent = await shop.post(`/${id}/shipment`, PARCEL);
    expect(sent).toMatchObject({ status: 200, body: { status: "shipped", can: ["deliver"] } });
    expect(await bus.hear(orderShipped, id)).toMatchObject(PARCEL);
    const arrived = await shop.post(`/${id}/delivery`);
    expect(arrived.body).toMatchObject({ status: "delivered", can: ["return"] });
    expect(await bus.hear(orderDelivered, id)).toMatchObject({ total: price(3) });
    await shop.post(`/${id}/shipment`, PARCEL);
    await shop.post(`/${id}/delivery`);
    const { body } = await shop.get(`/${id}`);
    expect(body.version).toBe(arrived.body.version);
  });

  test("refuses what is not possible, says why, and stays as it is", async () => {
    const id = await confirmed();
    const before = (await shop.get(`/${id}`)).body.version;
    expect(await shop.post(`/${id}/delivery`)).toMatchObject({
      status: 409,
      body: {
        code: "ORDER_NOT_DELIVERABLE",
        detail: `Order ${id} cannot be delivered: it has not been shipped yet.`,
      },
    });
    expect((await shop.post(`/${id}/returns`, { items: ONE })).body.code).toBe(
      "ORDER_NOT_RETURNABLE",
    );
    for (const body of [{}, { carrier: " " }, { carrier: "a\nb" }, { ...PARCEL, price: 1 }]) {
      expect((await shop.post(`/${id}/shipment`, body)).status).toBe(422);
    }
    for (const items of [[], [{ ...ONE[0], quantity: 0 }], [{ bookId: "x", quantity: 1 }]]) {
      expect((await shop.post(`/${id}/returns`, { items })).status).toBe(422);
    }
    expect((await shop.get(`/${id}`)).body.version).toBe(before);
    const nobody = crypto.randomUUID();
    for (const path of ["shipment", "delivery", "cancellation", "returns"]) {
      const body = { shipment: PARCEL, returns: { items: ONE } }[path];
      const answer = await shop.post(`/${nobody}/${path}`, body);
      expect(answer, path).toMatchObject({ status: 404, body: { code: "ORDER_NOT_FOUND" } });
    }
  });

  test("is cancelled when its customer asks: money, then copies, then the order", async () => {
    const id = await confirmed();
    neighbours.lost = { refund: 2, release: 1 };
    const asked = await shop.post(`/${id}/cancellation`);
    expect(asked.body).toMatchObject({ status: "confirmed", cancelling: true, can: [] });
    expect(await bus.hear(orderCancelled, id)).toMatchObject({
      reason: "customer",
      by: "customer",
    });
    const view = await shop.order(id, ({ status }) => status === "cancelled");
    expect(view).toMatchObject({ reason: "customer", refunded: price(3), cancelling: false });
    expect(neighbours.asked).toEqual(["refund", "refund", "refund", "release", "release"]);
    expect(view.timeline.slice(-4).map(({ event }) => event)).toEqual([
      "orders.cancellation-asked",
      "payments.payment-refunded",
      "inventory.stock-released",
      "orders.order-cancelled",
    ]);
    expect((await shop.post(`/${id}/cancellation`)).body.version).toBe(view.version);
    expect(bus.heard(orderCancelled, id)).toHaveLength(1);
  });

  test("is not shipped while it is being cancelled, nor cancelled once it is shipped", async () => {
    const id = await confirmed();
    const refunding = Promise.withResolvers<void>();
    neighbours.refunding = refunding.promise;
    await shop.post(`/${id}/cancellation`);
    expect(await shop.post(`/${id}/shipment`, PARCEL)).toMatchObject({
      status: 409,
      body: {
        code: "ORDER_NOT_SHIPPABLE",
        detail: `Order ${id} cannot be shipped: its customer has asked to cancel it.`,
      },
    });
    refunding.resolve();
    await shop.order(id, ({ status }) => status === "cancelled");
    const late = await delivered();
    expect((await shop.post(`/${late}/cancellation`)).body.code).toBe("ORDER_NOT_CANCELLABLE");
  });

  test("of shipping and cancelling at the same time one wins", async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(confirmed));
    for (const id of ids) {
      const answers = await Promise.all([
        shop.post(`/${id}/shipment`, PARCEL),
        shop.post(`/${id}/cancellation`),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const [shipment] = answers;
      const end = shipment.status === 200 ? "shipped" : "cancelled";
      expect((await shop.order(id, ({ status }) => status === end)).status).toBe(end);
    }
  });

  test("comes back in parts, each paid once, until nothing is left", async () => {
    const id = await delivered();
    neighbours.lost = { "take back": 1, [`refund ${price(1).amount}`]: 1 };
    const asked = await shop.post(`/${id}/returns`, { items: ONE }, "first");
    expect(asked).toMatchObject({ status: 201, body: { status: "delivered" } });
    const again = await shop.post(`/${id}/returns`, { items: ONE }, "first");
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const part = await shop.happened(id, "payments.return-refunded");
    expect(part).toMatchObject({ status: "delivered", refunded: price(1), can: ["return"] });
    expect(part.items).toMatchObject([{ returned: 1, returnable: 2 }]);
    expect(await bus.hear(orderReturned, id)).toMatchObject({ amount: price(1), complete: false });

    expect(await shop.post(`/${id}/returns`, { items: ALL })).toMatchObject({
      status: 409,
      body: { code: "RETURN_EXCEEDS_ORDER" },
    });
    const rest = [{ bookId: BOOK.bookId, quantity: 2 }];
    expect(await shop.post(`/${id}/returns`, { items: rest }, "first")).toMatchObject({
      body: { code: "IDEMPOTENCY_KEY_REUSED" },
    });
    await shop.post(`/${id}/returns`, { items: rest });
    const whole = await shop.order(id, ({ status }) => status === "returned");
    expect(whole).toMatchObject({ refunded: price(3), can: [] });
    expect(await bus.hear(orderReturned, id, 2)).toMatchObject({ complete: true });
    const asks = neighbours.asked.filter((call) => call.startsWith("refund "));
    expect(asks).toEqual([price(1), price(1), price(2)].map(({ amount }) => `refund ${amount}`));
  });

  test("comes back once, however many ask for it at the same time", async () => {
    const id = await delivered();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => shop.post(`/${id}/returns`, { items: ONE })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === "RETURN_EXCEEDS_ORDER")).toHaveLength(3);
    const view = await shop.order(id, ({ status }) => status === "returned");
    expect(view.refunded).toEqual(price(3));
  });

  test("whose return inventory refuses pays nothing, and may be asked again", async () => {
    const id = await delivered();
    neighbours.takesBack = "exceeds-order";
    await shop.post(`/${id}/returns`, { items: ALL });
    const view = await shop.happened(id, "orders.return-refused");
    expect(view).toMatchObject({ status: "delivered", can: ["return"] });
    expect(view.refunded.amount).toBe(0);
    expect(view.items).toMatchObject([{ returned: 0, returnable: 3 }]);
    expect(neighbours.asked).toEqual(["take back"]);
  });

  test("streams until nothing more happens by itself", async () => {
    const id = await confirmed();
    const tell = (kind: "order_confirmed" | "order_cancelled") =>
      bus.say(notificationSent, { orderId: id, notificationId: crypto.randomUUID(), kind });
    await tell("order_confirmed");
    await shop.post(`/${id}/cancellation`);
    const stream = await fetch(`${campus.url("orders")}/api/orders/${id}/events`);
    await bus.hear(orderCancelled, id);
    await tell("order_cancelled");
    const text = await stream.text();
    expect(text).toContain("event: end");
    expect(text.split("\n").findLast((line) => line.startsWith('data: {"id"'))).toContain(
      '"reason":"customer"',
    );
  });
});

describe.each(["orchestrated", "choreographed"])("an order that is pending, %s,", (flow) => {
  const neighbours = new Neighbours();
  let campus: TestCampus;

  beforeAll(async () => {
    campus = await startCampus({
      services: [orders, ...neighbours.services],
      environment: { QUAD_CHECKOUT: flow },
    });
  });
  afterAll(() => campus.stop());

  test("can be cancelled at once, and no money is kept", async () => {
    const bus = await bystander(campus, HEARD);
    await bus.say(bookAdded, BOOK);
    await bus.idle("orders");
    const shop = counter(campus);
    // Its checkout has to wait for the answer, so that the customer is first.
    neighbours.lost = { reserve: 3 };
    const id = await shop.place(3);
    const asked = await shop.post(`/${id}/cancellation`);
    expect(asked.body).toMatchObject({ status: "pending", cancelling: true, can: [] });
    if (flow === "choreographed") {
      const amount = price(3);
      await bus.say(paymentReceived, { ...paymentReceived.example, orderId: id, amount });
    }
    const view = await shop.order(id, ({ status }) => status === "cancelled");
    expect(view).toMatchObject({ reason: "customer", refunded: price(3) });
    expect(view.timeline.slice(-2).map(({ event }) => event)).toEqual([
      "inventory.stock-released",
      "orders.order-cancelled",
    ]);
    expect(await bus.hear(orderCancelled, id)).toMatchObject({ by: "customer" });
    // A saga is not held up under way: it confirms, and then cancels.
    expect(bus.heard(orderConfirmed, id)).toHaveLength(flow === "orchestrated" ? 1 : 0);
  });
});
