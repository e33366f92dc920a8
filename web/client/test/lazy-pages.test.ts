import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./shop-test.ts";

const CART_CODE = "**/assets/cart-page-*.js";

describe("the code of a page", () => {
  test("comes when somebody goes there, and not before", async ({ open }) => {
    const page = await open("/nowhere");
    const fetched = codeOf(page);
    await page.goto("/");
    await page.getByText("The first 24 books").waitFor();
    expect(fetched).toEqual(["front-page"]);

    await page.getByRole("link", { name: "Orders" }).click();
    await page.getByText("No orders yet").waitFor();
    expect(fetched).toEqual(["front-page", "orders-page"]);
  });

  test("comes ahead for who is about to go there", async ({ open }) => {
    const page = await open("/");
    await page.getByText("The first 24 books").waitFor();
    const ahead = page.waitForRequest(CART_CODE);
    await page.getByRole("link", { name: "Cart" }).focus();

    await ahead;
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test("leaves the old page where it is until it is there, and says so", async ({ open }) => {
    const page = await open("/");
    await page.getByText("The first 24 books").waitFor();
    const release = await hold(page, CART_CODE);
    await page.getByRole("link", { name: "Cart" }).click();
    await page.getByRole("status").getByText("The page is on its way …").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Books");

    release();
    await page.getByText("Your cart is empty").waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === "Cart");
    await page.getByText("The page is on its way …").waitFor({ state: "detached" });
  });

  test("leaves the header in reach while the first page is on its way", async ({ open }) => {
    const page = await open("/nowhere");
    const release = await hold(page, CART_CODE);
    await page.goto("/cart");
    await page.getByRole("status").getByText("The page is on its way …").waitFor();
    expect(await page.getByRole("link", { name: "Orders" }).count()).toBe(1);

    release();
    await page.getByText("Your cart is empty").waitFor();
  });
});

describe("code that does not come", () => {
  test("is said so while one is offline, and is there after a reload", async ({ open }) => {
    const page = await open("/");
    await page.getByText("The first 24 books").waitFor();
    const loads = documentsOf(page);
    await page.context().setOffline(true);
    await page.getByRole("link", { name: "Cart" }).click();
    await page.getByRole("alert").getByText("The campus did not send this page").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      "This page did not load",
    );
    expect(loads).toEqual([]);

    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Reload" }).click();
    await page.getByText("Your cart is empty").waitFor();
  });

  test("because of a new release brings that release, by itself", async ({ open }) => {
    const page = await open("/");
    await page.getByText("The first 24 books").waitFor();
    await deploy(page);
    const loads = documentsOf(page);
    await page.route(CART_CODE, (route) =>
      loads.length === 0 ? route.fulfill(GONE) : route.continue(),
    );
    await page.getByRole("link", { name: "Cart" }).click();

    await page.getByText("Your cart is empty").waitFor();
    expect(loads).toEqual(["/cart"]);
  });

  test("though a cache keeps the new release back, is reloaded once and then said so", async ({
    open,
  }) => {
    const page = await open("/");
    await page.getByText("The first 24 books").waitFor();
    await deploy(page, /^[^?]+\/$/);
    const loads = documentsOf(page);
    await page.route(CART_CODE, (route) => route.fulfill(GONE));
    await page.getByRole("link", { name: "Cart" }).click();

    await page.getByRole("button", { name: "Reload" }).waitFor();
    expect(loads).toEqual(["/cart"]);
  });
});

const GONE = { status: 404, body: "" };

/** The pages whose code was asked for so far. */
function codeOf(page: Page): readonly string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    const [, name] = /\/assets\/(.+-page)-[^/]+\.js$/.exec(request.url()) ?? [];
    if (name) names.push(name);
  });
  return names;
}

/** The documents that were loaded so far. */
function documentsOf(page: Page): readonly string[] {
  const paths: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest()) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

/** Keeps what is asked for at this address back until the returned function is called. */
async function hold(page: Page, address: string): Promise<() => void> {
  const released = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await released.promise;
    await route.continue();
  });
  return released.resolve;
}

/** From now on these addresses lead to another release, whose entry has another name. */
async function deploy(page: Page, addresses = /^[^?]+\/(cart)?$/): Promise<void> {
  await page.route(addresses, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({ response, body: html.replace(/index-[\w-]+\.js/, "$&?next") });
  });
}
