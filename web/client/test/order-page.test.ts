import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { refuse } from "./refuse.ts";
import { test } from "./shop-test.ts";
import type { StubShop } from "./stub-shop.ts";

describe("an order that is confirmed", () => {
  test("shows each event as it comes: who said it, and how long after", async ({
    open,
    campus: { shop },
  }) => {
    const id = placed(shop);
    const page = await open(`/orders/${id}`);
    await badge(page, "Live");
    await page.getByText("Waiting for inventory to set the copies aside").waitFor();

    shop.say(id, "inventory.stock-reserved", 41);
    const reserved = page.getByRole("listitem").filter({ hasText: "Copies set aside" });
    await reserved.getByText("+41 ms").waitFor();
    expect(await reserved.textContent()).toMatch(
      /inventory said inventory\.stock-reserved at \d\d:\d\d:00\.041/,
    );
    await page.getByText("Waiting for the payment").waitFor();

    shop.say(id, "payments.payment-received", 1_300);
    shop.say(id, "orders.order-confirmed", 1_320);
    await page.getByText("+1,320 ms").waitFor();
    shop.say(id, "notifications.notification-sent", 1_360);
    await badge(page, "Complete");
    expect(await page.getByText("Waiting for").count()).toBe(0);
  });

  test("tells a screen reader each change, politely", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    const page = await open(`/orders/${id}`);
    const told = page.getByRole("status").filter({ hasText: "Order" });
    await told.getByText("Order on its way. Latest: Order placed.").waitFor({ state: "attached" });

    shop.say(id, "orders.order-confirmed", 90);
    await told
      .getByText("Order confirmed. Latest: Order confirmed.")
      .waitFor({ state: "attached" });
  });

  test("asks no more once it is complete", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    shop.say(id, "notifications.notification-sent", 120);
    const page = await open("/mailbox");
    const streams = watchRequests(page, /\/events$/);
    await page.goto(`/orders/${id}`);
    await badge(page, "Complete");

    expect(streams).toEqual([]);
  });
});

describe("an order that is cancelled", () => {
  test("for want of copies says which are missing", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    const page = await open(`/orders/${id}`);
    const missing = [{ bookId: shop.books[0]?.id, requested: 2, available: 1 }];
    shop.say(id, "inventory.out-of-stock", 30, { missing });
    shop.say(id, "orders.order-cancelled", 44);

    await page.getByText("There were not enough copies. Nothing was charged.").waitFor();
    await page.getByText("A Brief History of Time: 2 asked for, 1 there").waitFor();
  });

  test("for want of money says the provider’s reason", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    const page = await open(`/orders/${id}`);
    shop.say(id, "payments.payment-declined", 30, { reason: "card_declined" });
    shop.say(id, "orders.order-cancelled", 44);

    await page.getByText("The payment was declined. Nothing was charged").waitFor();
    await page.getByText("card_declined").waitFor();
  });
});

describe("a stream that breaks", () => {
  test("is replaced by asking, until the order is complete", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    const page = await open("/mailbox");
    await page.route("**/events", (route) => route.fulfill({ status: 502 }));
    await page.clock.install();
    await page.goto(`/orders/${id}`);
    await badge(page, "Not live: asking every 2 s");

    shop.say(id, "orders.order-confirmed", 90);
    await page.clock.fastForward(2_000);
    await page.getByText("+90 ms").waitFor();
    shop.say(id, "notifications.notification-sent", 120);
    await page.clock.fastForward(2_000);
    await badge(page, "Complete");
  });

  test("in the middle is opened again by the browser", async ({ open, campus }) => {
    const id = placed(campus.shop);
    const page = await open(`/orders/${id}`);
    await badge(page, "Live");

    campus.cutStreams();
    await badge(page, "Not live: asking every 2 s");
    await badge(page, "Live");
    campus.shop.say(id, "orders.order-confirmed", 90);
    await page.getByText("+90 ms").waitFor();
  });

  test("is outrun by no older answer", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    const old = JSON.stringify(shop.findOrder(id));
    const page = await open("/mailbox");
    await page.route(`**/api/orders/${id}`, (route) =>
      route.fulfill({ body: old, contentType: "application/json" }),
    );
    await page.goto(`/orders/${id}`);
    await badge(page, "Live");
    shop.say(id, "inventory.stock-reserved", 41);
    await page.getByText("+41 ms").waitFor();

    const asked = page.waitForResponse(`**/api/orders/${id}`);
    await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
    await asked;
    await page.getByText("+41 ms").waitFor();
  });
});

test("an order that is not there says so, and tries again", async ({ open, campus: { shop } }) => {
  const id = placed(shop);
  const page = await open("/mailbox");
  await refuse(page, `**/api/orders/${id}`, {
    status: 404,
    code: "ORDER_NOT_FOUND",
    detail: "There is no such order.",
  });
  await page.goto(`/orders/${id}`);
  await page.getByText("Check that the address of this page is complete.").waitFor();

  await page.unroute(`**/api/orders/${id}`);
  await page.getByRole("button", { name: "Try again" }).click();
  await badge(page, "Live");
});

function placed(shop: StubShop): string {
  const { order } = shop.placeOrder("key", {
    items: [{ bookId: shop.books[0]?.id ?? "", quantity: 2 }],
    customer: { name: "Ada Example", email: "ada@example.org" },
    paymentToken: "sim_ok",
  });
  return order.id;
}

/** Waits until the page says how its news come. */
async function badge(page: Page, text: string): Promise<void> {
  await page.getByRole("main").getByText(text, { exact: true }).waitFor();
}

function watchRequests(page: Page, url: RegExp): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (url.test(request.url())) seen.push(request.url());
  });
  return seen;
}
