import { accessibilityProblems } from "@quad/ui/testing";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { refuse } from "./refuse.ts";
import { test } from "./shop-test.ts";
import type { StubShop } from "./stub-shop.ts";

interface Screen {
  readonly path: (shop: StubShop, orderId: string) => string;
  readonly title: string;
  /** Some text that is there once the page has come. */
  readonly text: string;
  /** The request without which the page has nothing to show. */
  readonly needs: string;
}

const bookPath = (shop: StubShop) => `/books/${shop.books[14]?.id}`;

const SCREENS: Readonly<Record<string, Screen>> = {
  "shop front": {
    path: () => "/",
    title: "Books · Quad",
    text: "The first 24 books",
    needs: "**/api/catalog/books?*",
  },
  book: {
    path: bookPath,
    title: "Moby-Dick; or, The Whale · Quad",
    text: "978",
    needs: "**/api/catalog/books/*",
  },
  "book editor": {
    path: (shop) => `${bookPath(shop)}/edit`,
    title: "Edit Moby-Dick; or, The Whale · Quad",
    text: "One a line.",
    needs: "**/api/catalog/books/*",
  },
  cart: { path: () => "/cart", title: "Cart · Quad", text: "Kept until", needs: "**/api/cart" },
  checkout: {
    path: () => "/checkout",
    title: "Checkout · Quad",
    text: "Simulated: no money moves",
    needs: "**/api/cart",
  },
  order: {
    path: (_, orderId) => `/orders/${orderId}`,
    title: "Your order · Quad",
    text: "Up to date",
    needs: "**/api/orders/*",
  },
  orders: {
    path: () => "/orders",
    title: "Orders · Quad",
    text: "Ada Example",
    needs: "**/api/orders?*",
  },
  customer: {
    path: () => "/customer?email=ada@example.org",
    title: "Customer · Quad",
    text: "First order",
    needs: "**/api/orders/customers?*",
  },
  sales: {
    path: () => "/sales",
    title: "Sales by day · Quad",
    text: "Jan 15, 2025",
    needs: "**/api/orders/sales",
  },
  mailbox: {
    path: () => "/mailbox",
    title: "Mailbox · Quad",
    text: "Choose a mail to read it",
    needs: "**/api/notifications?*",
  },
};

describe.each(Object.entries(SCREENS))("%s", (_, { path, title, text, needs }) => {
  test("axe finds nothing, by day and by night", async ({ open, campus }) => {
    const page = await open(path(campus.shop, busy(campus.shop)));
    await page.getByText(text).first().waitFor();
    expect(await page.title()).toBe(title);
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.emulateMedia({ colorScheme: "dark" });
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("fits a phone without scrolling sideways", async ({ open, campus }) => {
    const viewport = { width: 360, height: 740 };
    const page = await open(path(campus.shop, busy(campus.shop)), { viewport });
    await page
      .getByText(text)
      .filter({ visible: true })
      .or(page.getByText("Your order is"))
      .first()
      .waitFor();

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test("says that it loads, then what went wrong, and tries again", async ({ open, campus }) => {
    const page = await open("/nowhere");
    const asked = Promise.withResolvers<void>();
    await refuse(page, needs, { status: 429, code: "BUSY", detail: "Come back soon." }, asked);
    await page.goto(path(campus.shop, busy(campus.shop)));
    const loading = page.getByRole("status").getByText(/^Loading .* …$/);
    await loading.waitFor({ state: "attached" });
    expect(await accessibilityProblems(page)).toEqual([]);

    asked.resolve();
    await page.getByRole("alert").getByText("Come back soon.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.unroute(needs);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText(text).first().waitFor();
  });
});

describe("an empty", () => {
  test.for([
    ["/cart", "Your cart is empty"],
    ["/checkout", "There is nothing to order"],
    ["/mailbox", "No mails yet"],
    ["/orders", "No orders yet"],
    ["/orders?status=shipped", "No order is shipped"],
    ["/sales", "Nothing was sold yet"],
    ["/?q=zzz", "No book has “zzz”"],
    ["/nowhere", "There is nothing at this address"],
  ])("%s says so and leads on", async ([path, text], { open }) => {
    const page = await open(path ?? "");
    await page.getByText(text ?? "").waitFor();

    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await leadsOn(page)).toBe(true);
  });
});

test("a campus that does not answer at all is said so", async ({ open }) => {
  const page = await open("/nowhere");
  await page.route("**/api/**", (route) => route.abort());
  await page.goto("/");

  await page.getByText("Check that the campus is running").waitFor();
});

/** One order, done; and two books in the cart. Returns the order's id. */
function busy(shop: StubShop): string {
  const [a, b] = shop.books;
  const items = [{ bookId: a?.id ?? "", quantity: 1 }];
  const customer = { name: "Ada Example", email: "ada@example.org" };
  const { order } = shop.placeOrder("key", { items, customer, paymentToken: "sim_ok" });
  for (const [event, afterMs] of [
    ["inventory.stock-reserved", 40],
    ["payments.payment-received", 95],
    ["orders.order-confirmed", 110],
    ["notifications.notification-sent", 150],
  ] as const) {
    shop.say(order.id, event, afterMs);
  }
  for (const book of [a, b]) shop.setQuantity(book?.id ?? "", 2);
  return order.id;
}

async function leadsOn(page: Page): Promise<boolean> {
  const main = page.getByRole("main");
  return (await main.getByRole("link").or(main.getByRole("button")).count()) > 0;
}
