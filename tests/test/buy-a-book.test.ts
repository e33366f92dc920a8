import { startCampus, type TestCampus } from "@quad/chassis/testing";
import { buildClient } from "@quad/client/build";
import { temporaryFolder } from "@quad/testkit";
import { openBrowser, openPage } from "@quad/ui/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shop } from "../src/shop.ts";
import { services } from "../src/shop-services.ts";

const TITLE = "Anna Karenina";
const web = temporaryFolder();
let browser: Browser;
let campus: TestCampus;

beforeAll(async () => {
  await buildClient({ outDir: web });
  campus = await startCampus({ services, environment: { QUAD_BUS: "postgres:", QUAD_WEB: web } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await campus.stop();
});

describe("a person with a browser", () => {
  test("buys a book, watches the order being confirmed, and finds the mail", async () => {
    const { page, complaints } = await openShop();
    await orderCopies(page, 1);
    for (const label of ["Order placed", "Copies set aside", "Payment received"]) {
      await page.getByText(label, { exact: true }).waitFor();
    }
    await page.getByRole("main").getByText("It is paid, the copies are yours.").waitFor();

    await page.getByRole("link", { name: "Mails of this order" }).click();
    await page
      .getByText(/Your order \w+ is confirmed/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test("who wants more copies than there are is told so, and pays nothing", async () => {
    const { page } = await openShop();
    const before = await stockOfTitle();
    await putStock(before.id, 1);
    await orderCopies(page, 2);
    await page.getByRole("main").getByText("Not enough copies", { exact: true }).waitFor();

    const [orderId = ""] = page.url().split("/").slice(-1);
    expect(await shop(campus.url("gateway")).payments(orderId)).toMatchObject([]);
    expect((await stockOfTitle()).stock).toMatchObject({ onHand: 1, reserved: 0 });
    await putStock(before.id, before.stock.onHand);
  });

  test("whose card is declined gets the reason, and the copies go back", async () => {
    const { page } = await openShop();
    const before = await stockOfTitle();
    await orderCopies(page, 1, "declined");
    await page.getByRole("main").getByText("Payment declined", { exact: true }).waitFor();
    await page.getByText("Copies back on the shelf", { exact: true }).waitFor();
    expect((await stockOfTitle()).stock).toMatchObject({
      onHand: before.stock.onHand,
      reserved: 0,
      sold: before.stock.sold,
    });
  });
});

function openShop() {
  return openPage(browser, { baseURL: campus.url("gateway") });
}

async function orderCopies(page: Page, copies: number, card = "works"): Promise<void> {
  await page.goto(`/?q=${encodeURIComponent(TITLE)}`);
  await page.getByRole("link", { name: TITLE }).click();
  await page.getByRole("spinbutton", { name: "Copies" }).fill(String(copies));
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText(`Added to the cart: ${TITLE}`).waitFor();
  await page.goto("/cart");
  await page.getByRole("link", { name: "Check out" }).click();
  await page.getByLabel("Name").fill("Ada Example");
  await page.getByLabel("E-mail").fill("ada@example.org");
  await page.getByRole("radio", { name: new RegExp(card, "i") }).check();
  await page.getByRole("button", { name: "Place the order" }).click();
  await page.waitForURL("**/orders/*");
}

async function stockOfTitle() {
  const { get, stock } = shop(campus.url("gateway"));
  const path = `/api/catalog/books?q=${encodeURIComponent(TITLE)}`;
  const { items } = await get<{ items: { id: string }[] }>(path);
  const id = items[0]?.id ?? "";
  return { id, stock: await stock(id) };
}

async function putStock(bookId: string, onHand: number): Promise<void> {
  await fetch(`${campus.url("gateway")}/api/inventory/books/${bookId}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ onHand }),
  });
}
