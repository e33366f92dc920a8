import { mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The workspaces of the miniature, each with the packages it has. */
const members = [
  ...["contracts", "cli", "tests"],
  ...["libs/errors", "libs/lifecycle", "libs/testkit", "libs/database", "chassis"],
  ...["ports/bus", "libs/clock", "adapters/postgres", "adapters/smtp"],
  ...["services/orders", "services/cart", "web/ui", "web/client"],
];

const thirdParties = ["typebox", "vitest", "react", "pg"];

/** A house in which every layer uses what it may, and no rule is broken. */
const sources: Readonly<Record<string, string>> = {
  "contracts/index.ts": 'export { created } from "./events/created.ts";',
  "contracts/events/created.ts": 'import "typebox";\nexport const created = 1;',
  "libs/errors/src/index.ts": "export const error = 1;",
  "libs/lifecycle/src/index.ts": 'import "@quad/errors";\nexport const managed = 1;',
  "libs/testkit/src/index.ts": 'import "vitest";\nexport const signal = 1;',
  "libs/database/src/index.ts": 'export { database } from "./database.ts";',
  "libs/database/src/database.ts":
    'import "node:fs";\nimport "pg";\nimport type { Bus } from "@quad/bus";\n' +
    "export const database = (bus: Bus) => bus;",
  "libs/database/src/testing/fresh-database.ts": 'import "@quad/testkit";',
  "chassis/src/index.ts": 'export { open } from "./ports/bus-port.ts";',
  "chassis/src/ports/bus-port.ts":
    'import { memoryBus } from "@quad/bus";\nexport const open = () => import("@quad/postgres");\n' +
    "export const memory = memoryBus;",
  "chassis/src/testing.ts": 'import "@quad/testkit";\nimport "./ports/bus-port.ts";',
  "ports/bus/src/index.ts":
    'export type { Bus } from "./bus.ts";\nexport { memoryBus } from "./memory-bus.ts";',
  "ports/bus/src/bus.ts":
    'import type { managed } from "@quad/lifecycle";\nimport type { Letter } from "./letter.ts";\n' +
    "export type Bus = Letter | typeof managed;",
  "ports/bus/src/letter.ts": "export type Letter = string[];",
  "ports/bus/src/memory-bus.ts":
    'import "@quad/errors";\nimport "@quad/clock";\nexport const memoryBus = 1;',
  "ports/bus/conformance/index.ts":
    'import "vitest";\nimport "@quad/testkit";\nimport "../src/memory-bus.ts";\nexport const a = 1;',
  "ports/bus/test/memory-bus.test.ts": 'import "../conformance/index.ts";',
  "libs/clock/src/index.ts": 'import "node:timers/promises";\nexport const clock = 1;',
  "adapters/postgres/src/index.ts":
    'import "pg";\nimport "@quad/bus";\nimport "@quad/database";\nexport const postgresBus = 1;',
  "adapters/smtp/src/index.ts": "export const smtp = 1;",
  "services/orders/src/index.ts": 'export { orders } from "./service.ts";',
  "services/orders/src/service.ts":
    'import "@quad/chassis";\nimport "@quad/contracts";\nimport "./domain/order.ts";\nexport const orders = 1;',
  "services/orders/src/domain/order.ts":
    'import "@quad/contracts";\nimport "../order-errors.ts";\nexport const decide = 1;',
  "services/orders/src/order-errors.ts": 'import "@quad/errors";',
  "services/orders/test/order.test.ts":
    'import "@quad/testkit";\nimport "@quad/chassis/testing";\nimport "../src/domain/order.ts";',
  "services/cart/src/index.ts": "export const cart = 1;",
  "web/ui/src/index.ts": 'import "react";\nexport const button = 1;',
  "web/client/src/main.tsx": 'import "@quad/ui";\nimport "@quad/contracts";\nimport "react";',
  "cli/src/main.ts": 'import "@quad/orders";\nimport "@quad/cart";',
  "tests/test/shop.test.ts": 'import "@quad/orders";\nimport "@quad/postgres";',
};

/** Builds the miniature in a folder, with these sources added to it or put in their place. */
export async function buildMiniature(
  folder: string,
  planted: Readonly<Record<string, string>>,
): Promise<void> {
  const files: Record<string, string> = {
    "package.json": JSON.stringify({ workspaces: members }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext" } }),
    ...sources,
    ...planted,
  };
  for (const member of members) files[`${member}/package.json`] = manifestOf(member);
  for (const name of thirdParties) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, main: "index.js" });
    files[`node_modules/${name}/index.js`] = "";
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await mkdir(join(folder, "node_modules/@quad"));
  for (const member of members) {
    await symlink(join(folder, member), join(folder, "node_modules/@quad", basename(member)));
  }
}

function manifestOf(member: string): string {
  return JSON.stringify({
    name: `@quad/${basename(member)}`,
    exports: {
      ".": member === "contracts" ? "./index.ts" : "./src/index.ts",
      "./testing": "./src/testing.ts",
      "./conformance": "./conformance/index.ts",
    },
  });
}
