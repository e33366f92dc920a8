import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gallery } from "./open-gallery.ts";

const components = Object.keys(await import("../src/index.ts")).filter((name) =>
  /^[A-Z]/.test(name),
);

let shown: Awaited<ReturnType<typeof gallery>>;
let page: Page;
beforeAll(async () => {
  shown = await gallery();
  ({ page } = await shown.open("#specimens"));
});
afterAll(() => shown.close());

test("every component has a specimen, and no other", async () => {
  const specimens = await page
    .locator("[data-specimen]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-specimen")));

  expect(specimens.sort()).toEqual(components.sort());
});

describe.each(components)("%s", (name) => {
  const inSpecimen = (selector: string) => page.locator(`[data-specimen=${name}] ${selector}`);

  test("forwards its ref, to the element that takes the other props", async () => {
    expect(await inSpecimen("[data-probe-ref=forwarded]").count()).toBe(1);
    expect(await inSpecimen("[data-probe-ref=forwarded][data-probe=rest]").count()).toBe(1);
    expect(await inSpecimen("[data-probe]").count()).toBe(1);
  });

  test("adds the caller's class to its own, on its outermost element", async () => {
    const names = await inSpecimen(".probe-class").getAttribute("class");
    expect(names?.split(" ").length).toBeGreaterThan(1);
    expect(await page.locator(`[data-specimen=${name}] > .probe-class`).count()).toBe(1);
  });
});
