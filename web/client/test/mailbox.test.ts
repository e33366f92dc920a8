import { expect } from "vitest";
import { test } from "./shop-test.ts";
import type { StubShop } from "./stub-shop.ts";

test("mails are listed, and the chosen one is read", async ({ open, campus: { shop } }) => {
  settle(shop, "Ada Example", "orders.order-confirmed");
  settle(shop, "Grace Example", "orders.order-cancelled");
  const page = await open("/mailbox");
  await page.getByRole("link", { name: "Your order is confirmed" }).click();

  await page.getByText("Dear Ada Example,").waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "H2");
  await page.getByRole("link", { name: "the order and its events" }).click();
  await page.waitForURL("**/orders/*1");
});

test("the mails of one order are told from the others", async ({ open, campus: { shop } }) => {
  const ada = settle(shop, "Ada Example", "orders.order-confirmed");
  settle(shop, "Grace Example", "orders.order-cancelled");
  const page = await open(`/orders/${ada}`);
  await page.getByRole("link", { name: "Mails of this order" }).click();
  await page.getByText("Ada Example").waitFor();
  expect(await page.getByText("Grace Example").count()).toBe(0);

  await page.getByRole("link", { name: "Show all mails" }).click();
  await page.getByText("Grace Example").waitFor();
});

test("a mail that comes while one looks appears by itself", async ({ open, campus: { shop } }) => {
  const page = await open("/nowhere");
  await page.clock.install();
  await page.goto("/mailbox");
  await page.getByText("No mails yet").waitFor();
  settle(shop, "Ada Example", "orders.order-confirmed");

  await page.clock.fastForward(5_000);
  await page.getByRole("link", { name: "Your order is confirmed" }).waitFor();
});

test("a phone shows the list or the mail", async ({ open, campus: { shop } }) => {
  settle(shop, "Ada Example", "orders.order-confirmed");
  const page = await open("/mailbox", { viewport: { width: 390, height: 800 } });
  await page.getByRole("link", { name: "Your order is confirmed" }).click();
  await page.getByText("Dear Ada Example,").waitFor();
  expect(await page.getByRole("link", { name: "Your order is confirmed" }).isVisible()).toBe(false);

  await page.getByRole("link", { name: "Back to the list" }).click();
  await page.getByRole("link", { name: "Your order is confirmed" }).waitFor();
});

/** An order of this person that ended so, and its mail. */
function settle(shop: StubShop, name: string, decision: string): string {
  const items = [{ bookId: shop.books[0]?.id ?? "", quantity: 1 }];
  const customer = { name, email: `${name.split(" ")[0]?.toLowerCase()}@example.org` };
  const { order } = shop.placeOrder(name, { items, customer, paymentToken: "sim_ok" });
  shop.say(order.id, decision, 80);
  shop.say(order.id, "notifications.notification-sent", 120);
  return order.id;
}
