import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityProblems } from "./accessibility-problems.ts";
import { gallery } from "./open-gallery.ts";

let shown: Awaited<ReturnType<typeof gallery>>;
beforeAll(async () => {
  shown = await gallery();
});
afterAll(() => shown.close());

describe.each(["light", "dark"] as const)("every component in all its states, %s", (theme) => {
  test("axe finds nothing, and the browser complains of nothing", async () => {
    const { page, complaints } = await shown.open("", { colorScheme: theme });

    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("is what the system says, unless the page says otherwise", async () => {
    const other = theme === "light" ? "dark" : "light";
    const { page } = await shown.open("", { colorScheme: theme });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const bySystem = await paper();

    await page.locator("html").evaluate((html, wanted) => {
      html.setAttribute("data-theme", wanted);
    }, other);
    const byPage = await paper();
    await page.emulateMedia({ colorScheme: other });

    expect(byPage).not.toBe(bySystem);
    expect(await paper()).toBe(byPage);
  });

  test("fits a phone without scrolling sideways", async () => {
    const { page } = await shown.open("", { viewport: { width: 360, height: 740 } });

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
