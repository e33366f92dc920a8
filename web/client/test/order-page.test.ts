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
    await badge(page, "Up to date");
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

  test("asks no more once it is settled", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    shop.say(id, "notifications.notification-sent", 120);
    const page = await open("/mailbox");
    const streams = watchRequests(page, /\/events$/);
    await page.goto(`/orders/${id}`);
    await badge(page, "Up to date");

    expect(streams).toEqual([]);
  });
});

describe("an order that others can still change", () => {
  test("is followed though it is settled", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    shop.say(id, "notifications.notification-sent", 120);
    const page = await open(`/orders/${id}`);
    await badge(page, "Up to date");
    shop.shipOrder(id, { carrier: "Campus Post" });
    shop.say(id, "notifications.notification-sent", 1_200);
    await page.getByRole("main").getByText("The parcel is with its carrier.").waitFor();
  });

  test("says why it was not cancelled, also once there is nothing to press any more", async ({
    open,
    campus: { shop },
  }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    shop.say(id, "notifications.notification-sent", 120);
    const page = await open(`/orders/${id}`);
    await page.getByRole("button", { name: "Cancel the order" }).click();
    shop.shipOrder(id, { carrier: "Campus Post" });
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await page.getByRole("main").getByText("The parcel is with its carrier.").waitFor();
    await page.getByRole("alert").getByText("The parcel is on its way already.").waitFor();
    expect(await page.getByRole("button", { name: "Yes, cancel it" }).count()).toBe(0);
  });
});

describe("an order that is cancelled", () => {
  test("for want of copies says so, and which are missing", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    const page = await open(`/orders/${id}`);
    shop.say(id, "inventory.out-of-stock", 30, "Two copies were asked for, one was there.");
    shop.say(id, "orders.order-cancelled", 44);

    await page.getByText("There were not enough copies. Nothing was charged.").waitFor();
    await page.getByText("Two copies were asked for, one was there.").waitFor();
  });

  test("by its customer, after asking once more", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    const page = await open(`/orders/${id}`);
    await page.getByRole("button", { name: "Cancel the order" }).click();
    await page.getByText("come back, and the copies go to somebody else").waitFor();
    await page.getByRole("button", { name: "Keep the order" }).click();
    expect(shop.findOrder(id).cancelling).toBe(false);

    await page.getByRole("button", { name: "Cancel the order" }).click();
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await page.getByText("It is being cancelled").waitFor();
    expect(await page.getByRole("button", { name: "Cancel the order" }).count()).toBe(0);
  });

  test("too late is told why", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    const page = await open(`/orders/${id}`);
    const detail = "The parcel is on its way already.";
    await refuse(page, "**/cancellation", { status: 409, code: "ORDER_NOT_CANCELLABLE", detail });
    await page.getByRole("button", { name: "Cancel the order" }).click();
    await page.getByRole("button", { name: "Yes, cancel it" }).click();

    await page.getByRole("alert").getByText(detail).waitFor();
  });
});

describe("an order that goes out and comes back", () => {
  test("is shipped and delivered at the desk", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    const page = await open(`/orders/${id}`);
    await page.getByLabel("Carrier").fill("Campus Post");
    await page.keyboard.press("Enter");
    await page.getByText("It went out with Campus Post.").waitFor();

    await page.getByRole("button", { name: "Mark as delivered" }).click();
    await page.getByText("Copies can be sent back for their price.").waitFor();
  });

  test("in part is told what comes back for it", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "orders.order-confirmed", 90);
    shop.shipOrder(id, { carrier: "Campus Post" });
    shop.deliverOrder(id);
    const page = await open(`/orders/${id}`);
    await page.getByRole("button", { name: "Choose copies to send back" }).waitFor();
    await page.getByLabel("Copies of A Brief History of Time to send back").focus();
    await page.keyboard.press("ArrowUp");
    await page.getByRole("button", { name: /^Send back for \$/ }).click();

    await page.getByText("1 sent back").waitFor();
    expect(shop.findOrder(id).items[0]?.returned).toBe(1);
  });
});

describe("an order as it was", () => {
  test("is reached by keys, kept in the address, and left again", async ({ open, campus }) => {
    const id = placed(campus.shop);
    campus.shop.say(id, "inventory.stock-reserved", 41);
    campus.shop.say(id, "orders.order-confirmed", 90);
    const page = await open(`/orders/${id}`);
    await page.getByText("It is paid, the copies are yours.").waitFor();
    await page.getByRole("slider", { name: "As it was" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByText("As it was: Order on its way").waitFor();
    await page.waitForURL(`**/orders/${id}?version=2`);
    expect(await page.getByRole("button", { name: "Cancel the order" }).count()).toBe(0);

    await page.reload();
    await page.getByText("Event 2 of 3: Copies set aside").waitFor();
    await page.getByRole("button", { name: "Back to now" }).click();
    await page.getByText("It is paid, the copies are yours.").waitFor();
  });

  test("stays while the order goes on", async ({ open, campus: { shop } }) => {
    const id = placed(shop);
    shop.say(id, "inventory.stock-reserved", 41);
    const page = await open(`/orders/${id}?version=1`);
    await page.getByText("Event 1 of 2").waitFor();
    await badge(page, "Live");
    shop.say(id, "orders.order-confirmed", 90);

    await page.getByText("Event 1 of 3").waitFor();
    await page.getByText("As it was: Order on its way").waitFor();
  });
});

describe("a stream that breaks", () => {
  test("is replaced by asking, until the order is settled", async ({ open, campus: { shop } }) => {
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
    await badge(page, "Up to date");
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
