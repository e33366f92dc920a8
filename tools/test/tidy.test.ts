import { expect, test } from "vitest";
import { root } from "../run-program.ts";
import { exceptions } from "../tidy/exceptions.ts";
import { describeFinding } from "../tidy/rule.ts";
import { rules } from "../tidy/rules.ts";
import { repositoryTree } from "../tidy/tree.ts";

const tree = await repositoryTree(root);

test.each(rules)("$name", ({ name, reason, find }) => {
  const excused = new Set(exceptions.filter(({ rule }) => rule === name).map(({ path }) => path));
  const findings = find(tree);

  expect(findings.filter(({ path }) => !excused.has(path)).map(describeFinding), reason).toEqual(
    [],
  );

  const needed = new Set(findings.map(({ path }) => path));
  expect(
    [...excused].filter((path) => !needed.has(path)),
    "exceptions nobody needs",
  ).toEqual([]);
});

test("the tree is the repository: tracked and new files, with their bits", () => {
  expect(tree.file("tools/test/tidy.test.ts")?.text).toContain("the tree is the repository");
  expect(tree.file("quad")?.executable).toBe(true);
  expect(tree.files.filter(({ path }) => path.includes("node_modules/"))).toEqual([]);
});

test("every exception is of a rule that exists", () => {
  const names = rules.map(({ name }) => name);
  expect(exceptions.filter(({ rule }) => !names.includes(rule))).toEqual([]);
});
