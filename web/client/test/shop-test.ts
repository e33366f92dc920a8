import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenedPage, openBrowser, openPage } from "@quad/ui/testing";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { test as base, expect } from "vitest";
import { buildClient } from "../build.ts";
import { type StubCampus, stubCampus } from "./stub-campus.ts";

interface Fixtures {
  /** The built client. */
  readonly web: string;
  readonly browser: Browser;
  /** A campus of one's own for each test. */
  readonly campus: StubCampus;
  /** Opens a page of this test's campus; every page has a cart and storage of its own. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/**
 * A test with a campus and a real browser. It fails when the browser complains of the client, or
 * when the client and the campus break the contract between them.
 */
export const test = base.extend<Fixtures>({
  web: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of fixtures from it.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "quad-client-"));
      await use(await buildClient({ outDir: folder }));
      await rm(folder, { recursive: true });
    },
    { scope: "file" },
  ],
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of fixtures from it.
    async ({}, use) => {
      const browser = await openBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: "file" },
  ],
  campus: async ({ web }, use) => {
    const campus = await stubCampus(web);
    await use(campus);
    await campus.close();
  },
  open: async ({ browser, campus }, use) => {
    const opened: OpenedPage[] = [];
    await use(async (path, options) => {
      const one = await openPage(browser, { baseURL: campus.url, ...options });
      opened.push(one);
      await one.page.goto(path);
      return one.page;
    });
    await Promise.all(opened.map(({ page }) => page.context().close()));
    const complaints = opened.flatMap((one) => one.complaints);
    expect(complaints.filter((complaint) => !EXPECTED.test(complaint))).toEqual([]);
    expect(campus.faults).toEqual([]);
  },
});

/**
 * The browser notes every refusal of the campus, and the client that the code of a page did not
 * come; whether that was taken well is for the test.
 */
const EXPECTED = /Failed to load resource|PageNotFetched/;
