import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { apps } from "../src/apps.ts";
import type { NavigationRow } from "../src/frame/app.ts";
import { test } from "./shop-test.ts";

const PHONE = { viewport: { width: 320, height: 640 } };

describe("the table of apps", () => {
  test("has a row for each folder", () => {
    const folders = readdirSync(join(import.meta.dirname, "..", "src", "apps"));
    expect(apps).toHaveLength(folders.length);
  });

  test("leads only to paths that need nothing else", () => {
    // @ts-expect-error Which book?
    const row: NavigationRow = { label: "A book", to: "/books/$bookId" };
    // @ts-expect-error There is no such page.
    const other: NavigationRow = { label: "Nowhere", to: "/nowhere" };
    expect([row.to, other.to]).toHaveLength(2);
  });
});

describe("the header", () => {
  test("leads to every app, and marks the one that is open and its page", async ({ open }) => {
    const page = await open("/sales");
    const links = page.getByRole("navigation", { name: "Apps" }).getByRole("link");
    const own = page.getByRole("navigation", { name: "Orders" }).getByRole("link");
    expect(await links.allTextContents()).toEqual(apps.map(({ name }) => name));
    expect(await currentOf(links)).toEqual({ Orders: "true" });
    expect(await currentOf(own)).toEqual({ "Sales by day": "page" });

    await own.filter({ hasText: "All orders" }).click();
    await page.getByRole("heading", { level: 1, name: "Orders" }).waitFor();
    expect(await currentOf(links)).toEqual({ Orders: "page" });
    expect(await currentOf(own)).toEqual({ "All orders": "page" });
  });

  test("on a phone is a menu, by keyboard", async ({ open }) => {
    const page = await open("/", PHONE);
    const button = page.getByRole("button", { name: "Apps" });
    const menu = page.getByRole("navigation", { name: "Apps" });
    await button.press("Enter");
    await menu.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("Apps");

    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/orders");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    expect(await focused(page)).toBe("Orders");
    await menu.waitFor({ state: "hidden" });
  });

  test.for([320, 800, 1280])("has room for a dozen apps at %i", async (width, { open }) => {
    const page = await open("/sales", { viewport: { width, height: 640 } });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(fillLists, 12);
    if (width === 320) await page.getByRole("button", { name: "Apps" }).click();

    const links = page.getByRole("navigation", { name: "Apps" }).getByRole("link");
    expect(await links.count()).toBe(12);
    await links.last().focus();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const box = await links.last().boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
  });
});

/** The value of aria-current of those that have one. */
async function currentOf(
  links: ReturnType<Page["getByRole"]>,
): Promise<Record<string, string | null>> {
  const all = await links.evaluateAll((elements) =>
    elements.map((link) => [link.textContent, link.getAttribute("aria-current")] as const),
  );
  return Object.fromEntries(all.filter(([, current]) => current !== null && current !== "false"));
}

function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent);
}

/** Repeats the last app until there are so many: what the header looks like then. */
function fillLists(count: number): void {
  for (const list of document.querySelectorAll("nav[aria-label=Apps] ul")) {
    while (list.children.length < count) {
      const last = list.lastElementChild?.cloneNode(true);
      if (last) list.append(last);
    }
  }
}
