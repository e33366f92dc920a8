import type { Page } from "playwright-core";

/** Lets every request to `url` be refused with this problem, until the returned function mends it. */
export async function refuse(
  page: Page,
  url: string,
  { status, code, detail }: { status: number; code: string; detail: string },
): Promise<() => Promise<void>> {
  await page.route(url, (route) =>
    route.fulfill({
      status,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: `/docs/errors#${code}`, title: code, status, detail, code }),
    }),
  );
  return () => page.unroute(url);
}
