import { bystander, startCampus, type TestCampus } from "@quad/chassis/testing";
import { systemClock } from "@quad/clock";
import {
  notificationSent,
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderReturned,
  orderShipped,
} from "@quad/contracts";
import { connect } from "@quad/database";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { notifications } from "../src/service.ts";

let campus: TestCampus;
let bus: Awaited<ReturnType<typeof bystander>>;

beforeAll(async () => {
  campus = await startCampus({ services: [notifications] });
  bus = await bystander(campus, [notificationSent]);
});
afterAll(() => campus.stop());

describe("the end of an order", () => {
  test("is told to its customer, and that is said", async () => {
    const orderId = await confirm();
    const { notificationId, kind } = await bus.hear(notificationSent, orderId);
    expect(kind).toBe("order_confirmed");
    expect((await get(`order=${orderId}`)).items).toEqual([
      {
        id: notificationId,
        orderId,
        kind: "order_confirmed",
        to: orderConfirmed.example.customer,
        subject: expect.stringMatching(/is confirmed$/),
        text: expect.stringContaining("$36.00"),
        sentAt: expect.any(String),
      },
    ]);
  });

  test("is told when it was cancelled, too", async () => {
    const orderId = crypto.randomUUID();
    await bus.say(orderCancelled, { ...orderCancelled.example, orderId });
    expect(await bus.hear(notificationSent, orderId)).toMatchObject({ kind: "order_cancelled" });
    expect((await get(`order=${orderId}`)).items).toMatchObject([{ kind: "order_cancelled" }]);
  });

  test("each kind of news is told once, and each return", async () => {
    const orderId = await confirm();
    await bus.hear(notificationSent, orderId);
    const about = { ...orderShipped.example, orderId };
    await bus.say(orderShipped, about);
    await bus.say(orderDelivered, { ...orderDelivered.example, orderId });
    const returnIds = [crypto.randomUUID(), crypto.randomUUID()];
    for (const returnId of returnIds) {
      await bus.say(orderReturned, { ...orderReturned.example, orderId, returnId });
    }
    await bus.hear(notificationSent, orderId, 5);
    const told = bus.heard(notificationSent, orderId);
    expect(told.map(({ kind, returnId = null }) => [kind, returnId])).toEqual([
      ["order_confirmed", null],
      ["order_shipped", null],
      ["order_delivered", null],
      ["order_returned", returnIds[0]],
      ["order_returned", returnIds[1]],
    ]);
    expect((await get(`order=${orderId}`)).items).toHaveLength(5);
    // The mailbox drops a mail whose id it knows.
    expect(await mailsAbout(orderId)).toBe(5);
  });

  test("is told once, however often it is heard", async () => {
    const orderId = crypto.randomUUID();
    const eventId = crypto.randomUUID();
    await confirm(orderId, eventId);
    await confirm(orderId, eventId);
    await bus.idle("notifications");
    await bus.hear(notificationSent, await confirm());
    expect(bus.heard(notificationSent, orderId)).toHaveLength(1);
    expect((await get(`order=${orderId}`)).items).toHaveLength(1);
  });
});

describe("the mailbox", () => {
  test("goes from the newest to the oldest, page by page", async () => {
    const first = await confirm();
    await bus.hear(notificationSent, first);
    const second = await confirm();
    await bus.hear(notificationSent, second);
    const page = await get("limit=1");
    expect(page.items).toMatchObject([{ orderId: second }]);
    expect((await get(`limit=1&cursor=${page.next}`)).items).toMatchObject([{ orderId: first }]);
  });

  test.each([
    ["order=1", "REQUEST_INVALID"],
    ["limit=1000", "REQUEST_INVALID"],
    ["to=ada", "REQUEST_INVALID"],
    ["cursor=x", "CURSOR_INVALID"],
  ])("refuses ?%s", async (query, code) => {
    const response = await fetch(`${campus.url("notifications")}/api/notifications?${query}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code });
  });
});

async function confirm(orderId: string = crypto.randomUUID(), eventId?: string): Promise<string> {
  await bus.say(orderConfirmed, { ...orderConfirmed.example, orderId }, eventId);
  return orderId;
}

async function mailsAbout(orderId: string): Promise<number> {
  const url = await campus.platform.databaseUrl("mailbox");
  const client = await connect({ url, clock: systemClock, deadlineMs: 20_000 });
  const { rows } = await client
    .query("select count(*)::integer as count from mail where text like $1", [`%${orderId}%`])
    .finally(() => client.end());
  return rows[0].count;
}

async function get(query: string) {
  const response = await fetch(`${campus.url("notifications")}/api/notifications?${query}`);
  return (await response.json()) as { items: unknown[]; next: string | null };
}
