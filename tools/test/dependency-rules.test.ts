import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, runProgram } from "../run-program.ts";
import { buildMiniature } from "./miniature-house.ts";

/** For each rule a file that breaks it, and what is in that file. */
const violations: Readonly<Record<string, readonly [path: string, source: string]>> = {
  "contracts-stand-alone": ["contracts/events/a.ts", 'import "@quad/errors";'],
  "libs-know-no-campus": ["libs/errors/src/a.ts", 'import "@quad/orders";'],
  "libs-know-no-adapter": ["chassis/src/a.ts", 'export const a = () => import("@quad/smtp");'],
  "chassis-knows-no-service": ["chassis/src/b.ts", 'import "@quad/orders";'],
  "adapters-load-lazily": ["chassis/src/ports/bus-port.ts", 'import "@quad/smtp";'],
  "libs-take-ports-as-types": ["libs/database/src/a.ts", 'import { memoryBus } from "@quad/bus";'],
  "ports-need-no-engine": ["ports/bus/src/a.ts", 'import "pg";'],
  "port-interfaces-import-types": ["ports/bus/src/bus.ts", 'import "@quad/errors";'],
  "suites-need-no-engine": ["ports/bus/conformance/a.ts", 'import "@quad/database";'],
  "adapters-stand-apart": ["adapters/smtp/src/a.ts", 'import "@quad/postgres";'],
  "adapters-know-no-service": ["adapters/smtp/src/b.ts", 'import type { a } from "@quad/orders";'],
  "services-stand-apart": ["services/cart/src/a.ts", 'import "@quad/orders";'],
  "services-know-no-adapter": ["services/cart/src/b.ts", 'import "@quad/postgres";'],
  "ui-is-react-alone": ["web/ui/src/a.ts", 'import "@quad/contracts";'],
  "client-speaks-http": ["web/client/src/a.ts", 'import type { a } from "@quad/orders";'],
  "client-apps-stand-apart": ["web/client/src/apps/shop/a.ts", 'import "../orders/a.ts";'],
  "client-apps-have-one-table": ["web/client/src/frame/a.ts", 'import "../apps/orders/a.ts";'],
  "client-pages-load-lazily": ["web/client/src/apps/orders/app.ts", 'import "./orders-page.tsx";'],
  "browser-code-runs-in-browsers": ["web/client/src/b.ts", 'import "node:fs";'],
  "labs-stand-apart": ["labs/messaging/outbox/a.ts", 'import "../inbox/a.ts";'],
  "infra-takes-no-source": ["infra/images/a.ts", 'import "@quad/errors";'],
  "nothing-leans-on-the-top": ["libs/errors/src/b.ts", 'import "../../../cli/src/main.ts";'],
  "no-cycles": ["libs/lifecycle/src/a.ts", 'import type { b } from "./b.ts";'],
  "no-package-cycles": ["libs/errors/src/index.ts", 'import type { a } from "@quad/lifecycle";'],
  "no-orphans": ["services/cart/src/forgotten.ts", "export const a = 1;"],
  "through-the-front-door": [
    "services/cart/src/c.ts",
    'import "../../../libs/errors/src/index.ts";',
  ],
  "every-import-is-found": ["services/cart/src/d.ts", 'import "@quad/errors/src/index.ts";'],
  "production-needs-no-proof": ["services/cart/src/e.ts", 'import "@quad/testkit";'],
  "domain-does-no-io": ["services/orders/src/domain/order.ts", 'import "node:fs";'],
};

/** What the violations lead to. */
const others: Readonly<Record<string, string>> = {
  "labs/messaging/inbox/a.ts": "export const a = 1;",
  "web/client/src/apps/orders/a.ts": "export const a = 1;",
  "web/client/src/apps/orders/orders-page.tsx": "export const a = 1;",
  "libs/lifecycle/src/b.ts": 'import type { a } from "./a.ts";\nexport type b = a;',
};

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

async function violationsIn(planted: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "quad-miniature-")));
  try {
    await buildMiniature(folder, planted);
    const args = ["--config", CONFIG, "--output-type", "json", "."];
    const { output } = await runProgram("depcruise", args, folder);
    const { summary } = JSON.parse(output) as {
      summary: { violations: Violation[]; totalCruised: number };
    };
    expect(summary.totalCruised, "TypeScript was read").toBeGreaterThan(0);
    return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a house that keeps the rules passes", async () => {
  expect(await violationsIn({})).toEqual([]);
});

test("each rule catches what breaks it", async () => {
  const planted = Object.fromEntries(Object.values(violations));
  const found = await violationsIn({ ...planted, ...others });
  const expected = Object.entries(violations).map(([rule, [path]]) => `${rule}: ${path}`);
  expect(expected.filter((violation) => !found.includes(violation))).toEqual([]);
});

test("every rule has its violation here", async () => {
  const { default: config } = (await import(CONFIG)) as {
    default: { forbidden: { name: string }[] };
  };
  expect(config.forbidden.map(({ name }) => name)).toEqual(Object.keys(violations));
});

const CONFIG = join(root, ".dependency-cruiser.mjs");
