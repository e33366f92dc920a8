import { isBuiltin } from "node:module";
import { lineOf, type Package, packages, rootPackage } from "./packages.ts";
import type { Finding, Rule, Sample } from "./rule.ts";
import { importedBy, isProof, lineAt, sources } from "./syntax.ts";
import type { Tree, TreeFile } from "./tree.ts";

export const manifestImports: Rule = {
  name: "manifest-imports",
  reason:
    "What a package imports it declares, and what it declares it imports. " +
    "A test may also import what the root installs, and any package of the house.",
  find: (tree) =>
    packages(tree).flatMap((member) => [...undeclared(tree, member), ...unused(tree, member)]),
  good: [
    sampleOf({ pg: "1.0.0" }, 'import pg from "pg";\nimport fs from "node:fs";\nimport "./b.ts";'),
    sampleOf({ "@quad/bus": "0.1.0" }, 'export { bus } from "@quad/bus/conformance";'),
    sampleOf({ pg: "1.0.0" }, 'export const open = () => import("pg");'),
    sampleOf({ pg: "1.0.0" }, 'export type Pool = import("pg").Pool;'),
    sampleOf({}, "", 'import { test } from "vitest";\nimport { signal } from "@quad/testkit";'),
  ],
  bad: [
    { sample: sampleOf({}, '\nimport pg from "pg";'), finds: ["libs/a/src/a.ts:2"] },
    { sample: sampleOf({}, 'import { test } from "vitest";'), finds: ["libs/a/src/a.ts:1"] },
    { sample: sampleOf({}, "", 'import pg from "pg";'), finds: ["libs/a/test/a.test.ts:1"] },
    { sample: sampleOf({ pg: "1.0.0" }, ""), finds: ["libs/a/package.json:4"] },
  ],
};

function sampleOf(dependencies: object, source: string, test = ""): Sample {
  return {
    "package.json": '{ "devDependencies": { "vitest": "1.0.0" } }',
    "libs/a/package.json": JSON.stringify({ name: "@quad/a", dependencies }, null, 2),
    "libs/a/src/a.ts": source,
    "libs/a/test/a.test.ts": test,
  };
}

function undeclared(tree: Tree, member: Package): Finding[] {
  const root = rootPackage(tree)?.manifest;
  const own = new Set([...declared(member), member.manifest.name]);
  const shared = new Set(Object.keys({ ...root?.dependencies, ...root?.devDependencies }));
  return filesOf(tree, member).flatMap((file) =>
    importsOf(file)
      .filter(({ name }) => !own.has(name))
      .filter(({ name }) => !(mayBorrow(file) && (shared.has(name) || name.startsWith("@quad/"))))
      .map(({ name, line }) => ({ path: file.path, line, message: `${name} is not declared` })),
  );
}

const mayBorrow = ({ path }: TreeFile) => isProof(path) || path.endsWith(".config.ts");

function unused(tree: Tree, member: Package): Finding[] {
  const imported = new Set(
    filesOf(tree, member).flatMap((file) => importsOf(file).map(({ name }) => name)),
  );
  return declared(member)
    .filter((name) => !imported.has(name) && !name.startsWith("@types/"))
    .map((name) => ({
      path: member.file.path,
      line: lineOf(member.file, `"${name}"`),
      message: `${name} is never imported`,
    }));
}

function declared({ manifest }: Package): string[] {
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
}

function filesOf(tree: Tree, { folder }: Package): TreeFile[] {
  return sources(tree).filter(({ path }) => path.startsWith(`${folder}/`));
}

/** The packages a source names. */
function importsOf(file: TreeFile): { name: string; line: number }[] {
  return importedBy(file).flatMap(({ specifier, start }) => {
    const name = packageName(specifier);
    return name ? [{ name, line: lineAt(file.text, start) }] : [];
  });
}

/** `@quad/bus` of `@quad/bus/conformance`; null for files and for Node's own modules. */
function packageName(specifier: string): string | null {
  if (/^[./]/.test(specifier) || isBuiltin(specifier)) return null;
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? null);
}
