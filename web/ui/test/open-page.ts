import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** Longer than anything on these pages takes on the busiest machine. */
const PATIENCE_MS = 120_000;

export interface OpenedPage {
  readonly page: Page;
  /** What the browser held against the page so far: errors, warnings, failed policies. */
  readonly complaints: readonly string[];
}

/** A page with cookies and storage of its own, and without motion, so that nothing is mid-way. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  return { page, complaints };
}
