import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { refuse } from "./refuse.ts";
import { test } from "./shop-test.ts";

const whale = "Moby-Dick; or, The Whale";

describe("the shop front", () => {
  test("shows the books by pages, each with price and stock", async ({ open }) => {
    const page = await open("/");
    const cards = page.getByRole("main").getByRole("listitem");
    await page.getByText("The first 24 books").waitFor();
    expect(await cards.count()).toBe(24);
    const card = cards.filter({ hasText: whale });
    expect(await card.textContent()).toContain("$18.00");
    expect(await card.textContent()).toContain("7 in stock");

    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("All 29 books").waitFor();
    expect(await cards.count()).toBe(29);
    expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
  });

  test("searches while one types, and keeps the search in the address", async ({ open }) => {
    const page = await open("/");
    await page.getByRole("searchbox", { name: "Search books" }).fill("whale");
    await page.getByText("One book").waitFor();
    expect(new URL(page.url()).search).toBe("?q=whale");

    await page.reload();
    await page.getByText("One book").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("whale");
  });

  test("keeps the space behind a word for the next one", async ({ open }) => {
    const page = await open("/");
    await page.getByRole("searchbox").pressSequentially("the ");
    await page.waitForURL("**/?q=the+");
    await page.keyboard.type("whale");
    await page.getByText("One book").waitFor();

    expect(await page.getByRole("searchbox").inputValue()).toBe("the whale");
  });

  test("takes a number as a text to search for", async ({ open }) => {
    const page = await open("/?q=1984");

    expect(await page.getByRole("searchbox").inputValue()).toBe("1984");
  });

  test("says when nothing is found, and leads back to everything", async ({ open }) => {
    const page = await open("/?q=nothing-like-it");
    await page.getByText("No book has “nothing-like-it”").waitFor();

    await page.getByRole("button", { name: "Show all books" }).click();
    await page.getByText("The first 24 books").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("");
  });

  test("sorts by what is chosen, and asks the campus for it", async ({ open }) => {
    const page = await open("/");
    const asked = page.waitForRequest(/sort=price/);
    await page.getByLabel("Sort by").selectOption("Price");

    await asked;
    expect(new URL(page.url()).search).toBe("?sort=price");
  });

  test("shows a problem with what to do, and tries again", async ({ open, campus }) => {
    const page = await open("/mailbox");
    await refuse(page, "**/api/catalog/books?*", {
      status: 503,
      code: "DEADLINE_EXCEEDED",
      detail: "The catalog took too long.",
    });
    await page.goto(campus.url);
    const alert = page.getByRole("alert");
    await alert.getByText("The catalog took too long.").waitFor();
    await alert.getByText("This is our fault, not yours.").waitFor();
    await alert.getByRole("link", { name: "DEADLINE_EXCEEDED" }).waitFor();

    await page.unroute("**/api/catalog/books?*");
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The first 24 books").waitFor();
  });
});

describe("the way of a book into an order", () => {
  test("from the shelf through cart and checkout to a confirmed order", async ({
    open,
    campus: { shop },
  }) => {
    const page = await open("/?q=whale");
    await page.getByRole("link", { name: whale }).click();
    await page.getByRole("heading", { level: 1, name: whale }).waitFor();
    expect(await page.title()).toBe(`${whale} · Quad`);
    await page.getByRole("spinbutton", { name: "Copies" }).fill("2");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("status").getByText(`Added to the cart: ${whale}`).waitFor();

    await page.getByRole("link", { name: "Cart with 2 copies" }).click();
    await page.getByRole("link", { name: "Check out" }).click();
    await page.getByLabel("Name").fill("Ada Example");
    await page.getByLabel("E-mail").fill("ada@example.org");
    await page.getByRole("button", { name: "Place the order" }).click();

    await page.waitForURL("**/orders/*");
    await page.getByText("Waiting for inventory").waitFor();
    const [order] = [...shop.orders.values()];
    expect(order).toMatchObject({
      items: [{ title: whale, quantity: 2 }],
      total: { amount: 3600, currency: "USD" },
      customer: { name: "Ada Example", email: "ada@example.org" },
    });
    expect(await page.getByRole("link", { name: "Cart", exact: true }).count()).toBe(1);
  });

  test("by keyboard alone", async ({ open, campus: { shop } }) => {
    const page = await open("/?q=whale");
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByRole("link", { name: whale }).focus();
    await press("Enter");
    await page.waitForURL("**/books/*");
    await page.getByRole("spinbutton", { name: "Copies" }).focus();
    await press("ArrowUp", "ArrowUp", "Enter");
    await page.getByText("3 copies in your cart").waitFor();

    await page.goto("/checkout");
    await page.getByLabel("Name").focus();
    await page.keyboard.type("Ada Example");
    await press("Tab");
    await page.keyboard.type("ada@example.org");
    await press("Tab", "ArrowDown", "Tab", "Enter");
    await page.waitForURL("**/orders/*");
    expect(shop.orders.size).toBe(1);
  });

  test("moves the focus to the heading of each page one comes to", async ({ open }) => {
    const page = await open("/?q=whale");
    await page.getByRole("link", { name: whale }).click();
    await page.waitForURL("**/books/*");

    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  });
});

describe("the cart", () => {
  test("changes quantities, removes books, and ends up empty", async ({
    open,
    campus: { shop },
  }) => {
    const [first, second] = shop.books;
    shop.setQuantity(first?.id ?? "", 1);
    shop.setQuantity(second?.id ?? "", 2);
    const page = await open("/cart");
    await page.getByRole("spinbutton", { name: `Copies of ${first?.title}` }).fill("3");
    await page.keyboard.press("Tab");
    await page.getByText("$145.48").waitFor();

    await page.getByRole("button", { name: `Remove ${first?.title}` }).click();
    await page.getByRole("link", { name: first?.title ?? "" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Empty the cart" }).click();
    await page.getByText("Your cart is empty").waitFor();
    expect(shop.cart().count).toBe(0);
  });

  test("takes back no quantity while changes are on their way", async ({
    open,
    campus: { shop },
  }) => {
    const [book] = shop.books;
    shop.setQuantity(book?.id ?? "", 1);
    const page = await open("/cart");
    // The first change is slow on its way: no later one may overtake it.
    const way = Promise.withResolvers<void>();
    const held = [way.promise];
    await page.route("**/api/cart/items/*", async (route) => {
      await held.pop();
      await route.continue();
    });
    const field = page.getByRole("spinbutton");
    await field.focus();
    const shown = await watchValue(field);
    for (const _ of [2, 3, 4, 5]) await page.keyboard.press("ArrowUp");
    way.resolve();
    await page.getByText("$92.50").first().waitFor();

    const values = await shown();
    expect(values.at(-1)).toBe("5");
    expect(values).toEqual(values.toSorted());
    expect(shop.cart().count).toBe(5);
  });

  test("warns when it holds more copies than there are", async ({ open, campus: { shop } }) => {
    shop.setQuantity(shop.books.find(({ stock }) => stock === 1)?.id ?? "", 2);
    const page = await open("/cart");

    await page.getByText("Only 1 in stock").waitFor();
  });

  test("that has expired is explained, and a new one takes the book", async ({
    open,
    campus: { shop },
  }) => {
    const page = await open(`/books/${shop.books[0]?.id}`);
    await refuse(page, "**/api/cart/items/*", {
      status: 410,
      code: "CART_EXPIRED",
      detail: "The cart expired.",
    });
    await page.getByRole("button", { name: "Add to cart" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("Your cart has expired").waitFor();

    await page.unroute("**/api/cart/items/*");
    const forgotten = page.waitForRequest((request) => request.method() === "DELETE");
    await alert.getByRole("button", { name: "Start a new cart" }).click();
    await forgotten;
    await page.getByText("One copy in your cart").waitFor();
    expect(await alert.count()).toBe(0);
  });
});

/** Every value the field has shown from now on, without repetitions. */
async function watchValue(field: Locator): Promise<() => Promise<string[]>> {
  await field.evaluate((element: HTMLInputElement) => {
    const shown: string[] = [];
    const look = () => {
      if (shown.at(-1) !== element.value) shown.push(element.value);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(element, { shown });
  });
  return () => field.evaluate((element) => (element as unknown as { shown: string[] }).shown);
}
