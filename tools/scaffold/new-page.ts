import { afterLast, beforeFirst, inTurn, type Name, type Plan, type Read } from "./plan.ts";

const CLIENT = "web/client";

/** A page of an app of the web client; where there is no such app, the app that begins with it. */
export function newPage(app: Name, page: Name, read: Read): Plan {
  const folder = `${CLIENT}/src/apps/${app.kebab}`;
  const table = `${folder}/app.ts`;
  const isNew = read(table) === undefined;
  const path = `${folder}/${page.kebab}/${page.kebab}-page`;
  return {
    files: {
      ...(isNew && { [table]: appTable(app, page) }),
      [`${path}.tsx`]: component(page),
      [`${path}.module.css`]: ".note {\n  color: var(--ink-soft);\n}\n",
      [`${CLIENT}/test/${app.kebab}-${page.kebab}.test.ts`]: test(
        app,
        page,
        isNew ? app.words : page.words,
      ),
    },
    edits: isNew
      ? {
          [`${CLIENT}/src/apps.ts`]: inTurn(
            afterLast(/^import /, `import { ${app.camel} } from "./apps/${app.kebab}/app.ts";`),
            withEntry(/^export const apps = \[([^\]]*)\]/m, app.camel),
          ),
          [`${CLIENT}/README.md`]: afterLast(
            /^\| `src\/apps\//,
            `| \`src/apps/${app.kebab}\` | ${page.words.toLowerCase()} |`,
          ),
        }
      : {
          [table]: inTurn(
            beforeFirst(/^\] as const;$/, route(app, page)),
            withEntry(/^ {2}navigation: \[([^\]]*)\]/m, row(app, page)),
          ),
        },
    next: [
      `Show in ${path}.tsx what it is for; what a query brings is shown with \`Fetched\`.`,
      `Its address and its place in the navigation stand in ${table}.`,
    ],
  };
}

function addressOf(app: Name, page: Name): string {
  return `/${app.kebab}/${page.kebab}`;
}

function route(app: Name, page: Name): string {
  const { kebab, pascal } = page;
  return `  createRoute({
    ...under,
    path: "${addressOf(app, page)}",
    component: lazyPage(() => import("./${kebab}/${kebab}-page.tsx"), "${pascal}Page"),
  }),`;
}

function row(app: Name, page: Name): string {
  return `{ label: "${page.words}", to: "${addressOf(app, page)}" }`;
}

/** Adds an entry to the first list that the pattern finds; its group is what the list holds. */
function withEntry(list: RegExp, entry: string) {
  return (text: string): string => {
    const [all, entries = ""] = list.exec(text) ?? [];
    if (all === undefined) throw new TypeError(`There is no list like ${list} to add to.`);
    const kept = entries.trim().replace(/,$/, "");
    return text.replace(all, () => `${all.slice(0, all.indexOf("[") + 1)}${kept}, ${entry}]`);
  };
}

function appTable(app: Name, page: Name): string {
  return `import { createRoute } from "@tanstack/react-router";
import type { App } from "../../frame/app.ts";
import { lazyPage } from "../../frame/lazy-page.ts";
import { rootRoute } from "../../frame/root-route.ts";

const under = { getParentRoute: () => rootRoute };

const routes = [
${route(app, page)}
] as const;

/** ${app.words}: ${page.words.toLowerCase()}. */
export const ${app.camel}: App<typeof routes> = {
  name: "${app.words}",
  icon: "info",
  routes,
  navigation: [${row(app, page)}],
};
`;
}

function component({ kebab, pascal, words }: Name): string {
  return `import { Card } from "@quad/ui";
import { Page } from "../../../frame/page.tsx";
import styles from "./${kebab}-page.module.css";

/** ${words}. */
export function ${pascal}Page() {
  return (
    <Page title="${words}">
      <Card>
        <h2>Nothing here yet</h2>
        <p className={styles.note}>What this page is for appears here.</p>
      </Card>
    </Page>
  );
}
`;
}

/** Where one is, the header says: an app of one page by its name, one of several by the page's. */
function test(app: Name, page: Name, link: string): string {
  return `import { accessibilityProblems } from "@quad/ui/testing";
import { expect } from "vitest";
import { test } from "./shop-test.ts";

test("${page.words}: in the header, on a phone, by day and by night", async ({ open }) => {
  const page = await open("${addressOf(app, page)}");
  await page.getByRole("heading", { level: 1, name: "${page.words}" }).waitFor();
  expect(await page.title()).toBe("${page.words} · Quad");
  const link = page.getByRole("navigation").getByRole("link", { name: "${link}" });
  expect(await link.getAttribute("aria-current")).toBe("page");
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(await accessibilityProblems(page)).toEqual([]);
});
`;
}
