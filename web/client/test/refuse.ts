import type { Page } from "playwright-core";
import type { FieldProblem } from "../src/api/problem-error.ts";

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}

/**
 * Lets every request to `url` be refused with this problem, once `when` says so, until the page's
 * `unroute(url)` mends it.
 */
export async function refuse(
  page: Page,
  url: string,
  problem: Refused,
  when: { readonly promise: Promise<void> } = { promise: Promise.resolve() },
): Promise<void> {
  const document = { type: `/docs/errors#${problem.code}`, title: problem.code, ...problem };
  await page.route(url, async (route) => {
    await when.promise;
    await route.fulfill({
      status: problem.status,
      contentType: "application/problem+json",
      body: JSON.stringify(document),
    });
  });
}
