import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./shop-test.ts";
import type { StubShop } from "./stub-shop.ts";

test("a change is saved over the version that was seen", async ({ open, campus: { shop } }) => {
  const page = await open(`/books/${first(shop).id}/edit`);
  await page.getByLabel("Title").fill("A Briefer History of Time");
  await page.getByLabel("Authors").fill("Stephen Hawking\nLeonard Mlodinow");
  await page.getByLabel("Price").fill("17,5");
  await page.getByRole("button", { name: "Save" }).click();

  await page.waitForURL(/\/books\/[^/]+$/);
  await page.getByRole("heading", { name: "A Briefer History of Time" }).waitFor();
  expect(first(shop)).toMatchObject({
    title: "A Briefer History of Time",
    authors: ["Stephen Hawking", "Leonard Mlodinow"],
    price: { amount: 1750, currency: "USD" },
    version: 2,
  });
});

test("what cannot be a book is marked, and not sent", async ({ open, campus: { shop } }) => {
  const page = await open(`/books/${first(shop).id}/edit`);
  await page.getByLabel("Title").fill(" ");
  await page.getByLabel("Price").fill("17.505");
  await page.getByRole("button", { name: "Save" }).click();

  await page.getByText("A book has a title.").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  await page.getByText("Not an amount of USD.").waitFor();
  expect(first(shop).version).toBe(1);
});

describe("when somebody else has saved the book meanwhile", () => {
  test("both versions are shown, and nothing is lost", async ({ open, campus: { shop } }) => {
    const page = await conflict(await open(`/books/${first(shop).id}/edit`), shop);
    const row = page.getByRole("row").filter({ hasText: "Price" });

    expect(await row.getByRole("cell").allTextContents()).toEqual(["19.00", "21.00"]);
    expect(await page.getByRole("row").count()).toBe(2);
    expect(await page.getByLabel("Price").inputValue()).toBe("19.00");
    expect(await page.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
    expect(first(shop).price.amount).toBe(2100);
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "alert");
  });

  test("the person may keep theirs", async ({ open, campus: { shop } }) => {
    const page = await conflict(await open(`/books/${first(shop).id}/edit`), shop);
    await page.getByRole("button", { name: "Save mine over theirs" }).click();

    await page.waitForURL(/\/books\/[^/]+$/);
    expect(first(shop)).toMatchObject({ price: { amount: 1900 }, version: 3 });
  });

  test("the person may take the other, and go on from it", async ({ open, campus: { shop } }) => {
    const page = await conflict(await open(`/books/${first(shop).id}/edit`), shop);
    await page.getByRole("button", { name: "Drop mine, take theirs" }).click();
    expect(await page.getByLabel("Price").inputValue()).toBe("21.00");

    await page.getByLabel("Year").fill("1989");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/\/books\/[^/]+$/);
    expect(first(shop)).toMatchObject({ price: { amount: 2100 }, year: 1989, version: 3 });
  });

  test("a third save in between is a conflict again", async ({ open, campus: { shop } }) => {
    const page = await conflict(await open(`/books/${first(shop).id}/edit`), shop);
    const { id, version } = first(shop);
    shop.changeBook(id, version, { ...first(shop), price: { amount: 2300, currency: "USD" } });
    await page.getByRole("button", { name: "Save mine over theirs" }).click();

    await page.getByRole("cell", { name: "23.00" }).waitFor();
    expect(first(shop).price.amount).toBe(2300);
  });
});

/** Writes a price while another person saves one, and tries to save. */
async function conflict(page: Page, shop: StubShop): Promise<Page> {
  await page.getByLabel("Price").fill("19.00");
  const { id, version } = first(shop);
  shop.changeBook(id, version, { ...first(shop), price: { amount: 2100, currency: "USD" } });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody else has changed this book").waitFor();
  return page;
}

function first(shop: StubShop) {
  const [book] = shop.books;
  if (!book) throw new TypeError("The sample has no books.");
  return book;
}
