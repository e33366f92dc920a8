import type { Finding, Rule } from "./rule.ts";
import { lineAt, sources, syntaxOf } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

export const indexFiles: Rule = {
  name: "index-files",
  reason:
    "`index.ts` is the public face of a package: its package.json exports it, and it only " +
    "re-exports, names listed one by one. Elsewhere, name the file for what it holds.",
  find: (tree) =>
    sources(tree)
      .filter(({ path }) => /(^|\/)index\.tsx?$/.test(path))
      .flatMap((file) => (isExported(tree, file) ? impurities(file) : [misplaced(file)])),
  good: [
    {
      "libs/a/package.json": '{ "exports": { ".": "./src/index.ts" } }',
      "libs/a/src/index.ts":
        'export { a, type B } from "./a.ts";\nexport type { C } from "./c.ts";',
    },
    {
      "ports/a/package.json": '{ "exports": { "./conformance": "./conformance/index.ts" } }',
      "ports/a/conformance/index.ts": "export function suite() {}",
    },
  ],
  bad: [
    {
      sample: {
        "libs/a/package.json": '{ "exports": { ".": "./src/index.ts" } }',
        "libs/a/src/index.ts": 'export { a } from "./a.ts";\nexport * from "./b.ts";',
      },
      finds: ["libs/a/src/index.ts:2"],
    },
    {
      sample: {
        "libs/a/package.json": '{ "exports": { ".": "./src/index.ts" } }',
        "libs/a/src/index.ts": "export const a = 1;",
      },
      finds: ["libs/a/src/index.ts:1"],
    },
    {
      sample: {
        "libs/a/package.json": '{ "exports": { ".": "./src/index.ts" } }',
        "libs/a/src/deep/index.ts": 'export { a } from "./a.ts";',
      },
      finds: ["libs/a/src/deep/index.ts:1"],
    },
  ],
};

function isExported(tree: Tree, file: TreeFile): boolean {
  return tree.files
    .filter(({ path }) => path.endsWith("/package.json"))
    .some((manifest) => {
      const folder = manifest.path.slice(0, -"package.json".length);
      const { exports = {} } = JSON.parse(manifest.text) as { exports?: Record<string, string> };
      return Object.values(exports).some((target) => folder + target.slice(2) === file.path);
    });
}

function misplaced({ path }: TreeFile): Finding {
  return { path, line: 1, message: "no package.json exports this file" };
}

/** The entry of a suite is its table of contents: it may do more than re-export. */
function impurities(file: TreeFile): Finding[] {
  if (file.path.includes("/conformance/")) return [];
  return syntaxOf(file)
    .program.body.filter((node) => node.type !== "ExportNamedDeclaration" || node.source === null)
    .map(({ start }) => ({
      path: file.path,
      line: lineAt(file.text, start),
      message: "not a re-export of names",
    }));
}
