import { packages } from "./packages.ts";
import type { Finding, Rule } from "./rule.ts";
import type { Tree } from "./tree.ts";

const SERVICE_LINES_MAX = 60;

export const readmes: Rule = {
  name: "readmes",
  reason:
    "A package says what it is for in its README.md; a service needs no more than " +
    `${SERVICE_LINES_MAX} lines. A port with a suite tells adapter authors in IMPLEMENTING.md.`,
  find: (tree) =>
    packages(tree).flatMap(({ folder, manifest }) => [
      ...missing(tree, `${folder}/README.md`),
      ...(folder.startsWith("ports/") && manifest.exports?.["./conformance"]
        ? missing(tree, `${folder}/IMPLEMENTING.md`)
        : []),
      ...tooLong(tree, folder),
    ]),
  good: [
    { "libs/a/package.json": "{}", "libs/a/README.md": "\n".repeat(SERVICE_LINES_MAX + 1) },
    { "services/a/package.json": "{}", "services/a/README.md": "\n".repeat(SERVICE_LINES_MAX) },
    {
      "ports/a/package.json": '{ "exports": { "./conformance": "./conformance/index.ts" } }',
      "ports/a/README.md": "# A",
      "ports/a/IMPLEMENTING.md": "# Implementing A",
    },
  ],
  bad: [
    { sample: { "libs/a/package.json": "{}" }, finds: ["libs/a/README.md:1"] },
    {
      sample: {
        "services/a/package.json": "{}",
        "services/a/README.md": "\n".repeat(SERVICE_LINES_MAX + 1),
      },
      finds: ["services/a/README.md:61"],
    },
    {
      sample: {
        "ports/a/package.json": '{ "exports": { "./conformance": "./conformance/index.ts" } }',
        "ports/a/README.md": "# A",
      },
      finds: ["ports/a/IMPLEMENTING.md:1"],
    },
  ],
};

function missing(tree: Tree, path: string): Finding[] {
  return tree.file(path) ? [] : [{ path, line: 1, message: "missing" }];
}

function tooLong(tree: Tree, folder: string): Finding[] {
  const path = `${folder}/README.md`;
  const lines = (tree.file(path)?.text.split("\n").length ?? 1) - 1;
  if (!folder.startsWith("services/") || lines <= SERVICE_LINES_MAX) return [];
  const message = `${lines} lines; the limit is ${SERVICE_LINES_MAX}`;
  return [{ path, line: SERVICE_LINES_MAX + 1, message }];
}
