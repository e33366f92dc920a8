import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { refuse } from "./refuse.ts";
import { test } from "./shop-test.ts";
import { CART_ID, type StubShop } from "./stub-shop.ts";

describe("placing an order once", () => {
  test("a double click sends one key", async ({ open, campus: { shop } }) => {
    fillCart(shop);
    const page = await open("/checkout");
    const keys = watchKeys(page);
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).dblclick();
    await page.waitForURL("**/orders/*");

    expect(new Set(keys).size).toBe(1);
    expect(shop.orders.size).toBe(1);
  });

  test("a reload after a lost answer finds the order that was placed", async ({
    open,
    campus: { shop },
  }) => {
    fillCart(shop);
    const page = await open("/checkout");
    const keys = watchKeys(page);
    await loseAnswers(page);
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.getByText("Your order got no answer").waitFor();
    expect(shop.orders.size).toBe(1);

    await page.unroute("**/api/orders");
    await page.reload();
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.waitForURL("**/orders/*");
    expect(shop.orders.size).toBe(1);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test("another order after a lost answer is not taken for the first", async ({
    open,
    campus: { shop },
  }) => {
    fillCart(shop);
    const page = await open("/checkout");
    await loseAnswers(page);
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.getByText("Your order got no answer").waitFor();

    await page.unroute("**/api/orders");
    await page.getByLabel("Name").fill("Grace Example");
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.getByText("Your earlier order was placed after all").waitFor();
    expect(shop.orders.size).toBe(1);

    await page.getByRole("button", { name: "Show that order" }).click();
    await page.waitForURL("**/orders/*");
    await page.getByText("Ada Example").waitFor();
    expect(shop.orders.size).toBe(1);
  });

  test("the next order has a key of its own", async ({ open, campus: { shop } }) => {
    fillCart(shop);
    const page = await open("/checkout");
    const keys = watchKeys(page);
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.waitForURL("**/orders/*");

    fillCart(shop);
    await page.goto("/checkout");
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.waitForURL("**/orders/*2");
    expect(new Set(keys).size).toBe(2);
  });
});

describe("an order that is refused", () => {
  test("is said where the person looks", async ({ open, campus: { shop } }) => {
    fillCart(shop);
    const page = await open("/checkout", { viewport: { width: 390, height: 600 } });
    await refuse(page, "**/api/orders", { status: 422, code: "BOOK_UNKNOWN", detail: "Gone." });
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).click();

    const alert = page.getByRole("alert");
    await alert.waitFor();
    const { y = -1, height = 0 } = (await alert.boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(600);
  });

  test("says why, keeps what was written, and ends the attempt", async ({
    open,
    campus: { shop },
  }) => {
    fillCart(shop);
    const page = await open("/checkout");
    const keys = watchKeys(page);
    await fillForm(page);
    await refuse(page, "**/api/orders", {
      status: 422,
      code: "BOOK_UNKNOWN",
      detail: "Some of these books are not for sale.",
    });
    await page.getByRole("button", { name: "Place the order" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("The order was not placed").waitFor();
    await alert.getByText("Some of these books are not for sale.").waitFor();
    await alert.getByText("Take the books that are no longer sold out of your cart").waitFor();

    await page.unroute("**/api/orders");
    expect(await page.getByLabel("Name").inputValue()).toBe("Ada Example");
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.waitForURL("**/orders/*");
    expect(new Set(keys).size).toBe(2);
  });

  test("marks the field it is about", async ({ open, campus: { shop } }) => {
    fillCart(shop);
    const page = await open("/checkout");
    await refuse(page, "**/api/orders", {
      status: 422,
      code: "REQUEST_INVALID",
      detail: "The request is not valid.",
      errors: [{ path: "/customer/email", message: "must match format email" }],
    });
    await fillForm(page);
    await page.getByRole("button", { name: "Place the order" }).click();
    await page.getByRole("alert").waitFor();

    const field = page.getByLabel("E-mail");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await page.locator("form").getByText("must match format email").waitFor();
  });
});

test("the order carries the payment that was chosen, and the cart to clear", async ({
  open,
  campus: { shop },
}) => {
  fillCart(shop);
  const { id: bookId, title, price: unitPrice } = bookOf(shop);
  const page = await open("/checkout");
  await fillForm(page);
  await page.getByRole("radio", { name: "A card that is declined" }).check();
  const sent = page.waitForRequest("**/api/orders");
  await page.getByRole("button", { name: "Place the order" }).click();

  expect((await sent).postDataJSON()).toEqual({
    items: [{ bookId, quantity: 2, shown: { title, unitPrice } }],
    total: { ...unitPrice, amount: 2 * unitPrice.amount },
    customer: { name: "Ada Example", email: "ada@example.org" },
    paymentToken: "sim_declined",
    cartId: CART_ID,
  });
});

describe("what the person did not see", () => {
  test("is not ordered: the page shows both prices, and asks again", async ({
    open,
    campus: { shop },
  }) => {
    fillCart(shop);
    const page = await open("/checkout");
    await fillForm(page);
    changePrice(shop, { amount: 100_000, currency: "USD" });
    await page.getByRole("button", { name: "Place the order" }).click();

    const alert = page.getByRole("alert");
    await alert.getByText("Your order is not what it was when you looked").waitFor();
    await alert.getByText("$18.50 each").waitFor();
    await alert.getByText("$1,000.00 each").waitFor();
    expect(shop.orders.size).toBe(0);

    await alert.getByRole("button", { name: "Order it for $2,000.00" }).click();
    await page.waitForURL("**/orders/*");
    expect([...shop.orders.values()].map(({ total }) => total.amount)).toEqual([200_000]);
  });

  test("is asked for again when it changes once more", async ({ open, campus: { shop } }) => {
    fillCart(shop);
    const page = await open("/checkout");
    await fillForm(page);
    changePrice(shop, { amount: 100_000, currency: "USD" });
    await page.getByRole("button", { name: "Place the order" }).click();
    const again = page.getByRole("button", { name: "Order it for $2,000.00" });
    await again.waitFor();
    changePrice(shop, { amount: 200_000, currency: "USD" });
    await again.click();
    await page.getByRole("button", { name: "Order it for $4,000.00" }).waitFor();
    expect(shop.orders.size).toBe(0);
  });
});

test("a cart is ordered in one of two tabs, and the other shows that order", async ({
  open,
  campus: { shop },
}) => {
  fillCart(shop);
  const [one, other] = [await open("/checkout"), await open("/checkout")];
  await fillForm(one);
  await fillForm(other);
  await one.getByRole("button", { name: "Place the order" }).click();
  await one.waitForURL("**/orders/*");
  await other.getByRole("button", { name: "Place the order" }).click();
  await other.getByRole("alert").getByText("This cart was ordered already").waitFor();
  await other.getByRole("link", { name: "Show that order" }).click();
  await other.waitForURL(new URL(one.url()).pathname.replace(/^/, "**"));
  expect(shop.orders.size).toBe(1);
});

test("a cart that cannot be ordered says so, before the checkout and there", async ({
  open,
  campus: { shop },
}) => {
  fillCart(shop);
  const euros = bookOf(shop, 1);
  shop.changeBook(euros.id, euros.version, { ...euros, price: { amount: 900, currency: "EUR" } });
  shop.setQuantity(euros.id, 1);
  const page = await open("/cart");
  await page.getByText("This cart cannot be ordered as it is").waitFor();
  await page.getByText("Its books are in several currencies").waitFor();
  expect(await page.getByRole("link", { name: "Check out" }).count()).toBe(0);

  await page.goto("/checkout");
  await page.getByText("This cart cannot be ordered as it is").waitFor();
  expect(await page.getByRole("button", { name: "Place the order" }).isDisabled()).toBe(true);
});

test("an empty cart has nothing to order", async ({ open }) => {
  const page = await open("/checkout");

  await page.getByText("There is nothing to order").waitFor();
});

function bookOf({ books }: StubShop, index = 0) {
  const book = books[index];
  if (!book) throw new TypeError("The stub has no such book.");
  return book;
}

function changePrice(shop: StubShop, price: { amount: number; currency: string }): void {
  const { id, version, ...book } = bookOf(shop);
  shop.changeBook(id, version, { ...book, price });
}

function fillCart(shop: StubShop): void {
  shop.setQuantity(shop.books[0]?.id ?? "", 2);
}

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("Ada Example");
  await page.getByLabel("E-mail").fill("ada@example.org");
}

/** The Idempotency-Key of every order sent from now on. */
function watchKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on("request", (request) => {
    const key = request.headers()["idempotency-key"];
    if (key !== undefined) keys.push(key);
  });
  return keys;
}

/** Orders arrive, their answers do not. */
async function loseAnswers(page: Page): Promise<void> {
  await page.route("**/api/orders", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
}
