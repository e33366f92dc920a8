import { expect, test } from "vitest";
import { affectedTests } from "../affected/affected-tests.ts";
import { sampleTree } from "../tidy/tree.ts";

const tree = sampleTree({
  "package.json": "{}",
  quad: "#!/bin/sh",
  "README.md": "# Quad",
  "libs/a/package.json": '{"name":"@quad/a","exports":{".":"./src/a.ts","./more":"./src/more.ts"}}',
  "libs/a/src/a.ts": 'export { deep } from "./deep.ts";',
  "libs/a/src/deep.ts": "export const deep = 1;",
  "libs/a/src/more.ts": 'const sql = new URL("../migrations/", import.meta.url);',
  "libs/a/migrations/0001-a.sql": "select 1",
  "libs/a/src/letters.woff2": "",
  "libs/a/test/a.test.ts": 'import { deep } from "../src/a.ts";',
  "libs/b/package.json": '{"name":"@quad/b"}',
  "libs/b/test/b.test.ts": 'import type { deep } from "@quad/a";',
  "libs/b/test/more.test.ts": 'const more = () => import("@quad/a/more");',
  "libs/b/test/page.test.ts": 'readFile(new URL("../../../README.md", import.meta.url))',
  "cli/src/main.ts": 'import("@quad/a");',
  "tests/test/up.test.ts": 'const launcher = new URL("../../quad", import.meta.url);',
  "tools/test/tidy.test.ts": 'const all = new URL("../..", import.meta.url);',
});
const tests = tree.files.map(({ path }) => path).filter((path) => path.endsWith(".test.ts"));

function affectedBy(...changed: string[]): string[] {
  const found = affectedTests(tree, changed, tests).map(({ path }) => path);
  return found.filter((path) => path !== "tools/test/tidy.test.ts");
}

test("whoever imports a changed file is affected, through packages' names and programs too", () => {
  expect(affectedBy("libs/a/src/deep.ts")).toEqual([
    "libs/a/test/a.test.ts",
    "libs/b/test/b.test.ts",
    "tests/test/up.test.ts",
  ]);
});

test("a package's second door leads to what is behind it only", () => {
  expect(affectedBy("libs/a/src/more.ts")).toEqual(["libs/b/test/more.test.ts"]);
});

test("a file in a folder that a source names counts for that source", () => {
  expect(affectedBy("libs/a/migrations/0001-a.sql")).toEqual(["libs/b/test/more.test.ts"]);
  expect(affectedBy("libs/a/migrations/0002-new.sql")).toEqual(["libs/b/test/more.test.ts"]);
});

test("a file that no source names counts for whoever uses its package", () => {
  expect(affectedBy("libs/a/src/letters.woff2")).toEqual([
    "libs/a/test/a.test.ts",
    "libs/b/test/b.test.ts",
    "libs/b/test/more.test.ts",
    "tests/test/up.test.ts",
  ]);
});

test("a page counts for those that name it; a removed file for those that still do", () => {
  expect(affectedBy("README.md")).toEqual(["libs/b/test/page.test.ts"]);
  expect(affectedBy("libs/a/README.md")).toEqual([]);
  expect(affectedBy("libs/a/src/gone.ts")).toEqual([]);
});

test("a changed test is affected by itself, a new version of a dependency affects all", () => {
  expect(affectedBy("libs/b/test/b.test.ts")).toEqual(["libs/b/test/b.test.ts"]);
  expect(affectedTests(tree, ["package-lock.json"], tests)).toHaveLength(tests.length);
});

test("what reads the whole repository is affected by any change there is", () => {
  const tidy = { path: "tools/test/tidy.test.ts", because: "everything" };
  expect(affectedTests(tree, ["docs/new.png"], tests)).toEqual([tidy]);
  expect(affectedTests(tree, [], tests)).toEqual([]);
});
