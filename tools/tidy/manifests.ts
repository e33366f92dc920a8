import { posix } from "node:path";
import { lineOf, type Package, packages, rootPackage } from "./packages.ts";
import type { Finding, Rule, Sample } from "./rule.ts";
import type { Tree } from "./tree.ts";

/** A manifest without fault that needs `@quad/errors`. */
const USER = JSON.stringify({
  name: "@quad/cli",
  version: "0.1.0",
  private: true,
  description: "The commands of quad.",
  license: "Apache-2.0",
  type: "module",
  dependencies: { "@quad/errors": "0.1.0" },
});

const VERSION = /^\d+\.\d+\.\d+$/;
const SENTENCE = /^[A-Z].*\.$/;

export const manifests: Rule = {
  name: "manifests",
  reason:
    "Package manifests are alike, so that a difference means something. Scripts live in ./quad.",
  find: (tree) => packages(tree).flatMap((member) => differences(tree, member)),
  good: [
    sampleOf({}),
    sampleOf({ exports: undefined }),
    { "package.json": '{ "license": "MIT" }' },
  ],
  bad: [
    { sample: sampleOf({ name: "@quad/error" }), finds: ["libs/errors/package.json:2"] },
    { sample: sampleOf({ version: "next" }), finds: ["libs/errors/package.json:3"] },
    { sample: sampleOf({ private: false }), finds: ["libs/errors/package.json:4"] },
    { sample: sampleOf({ description: "errors" }), finds: ["libs/errors/package.json:5"] },
    { sample: sampleOf({ license: "MIT" }), finds: ["libs/errors/package.json:6"] },
    { sample: sampleOf({ type: "commonjs" }), finds: ["libs/errors/package.json:7"] },
    {
      sample: sampleOf({ exports: undefined }, { "cli/package.json": USER }),
      finds: ["libs/errors/package.json:1"],
    },
    {
      sample: sampleOf({ exports: { ".": "./src/gone.ts" } }),
      finds: ["libs/errors/package.json:9"],
    },
    {
      sample: sampleOf({ scripts: { build: "tsc" } }),
      finds: ["libs/errors/package.json:11"],
    },
  ],
};

function differences(tree: Tree, { folder, file, manifest }: Package): Finding[] {
  const root = rootPackage(tree)?.manifest;
  const found = (words: string, message: string): Finding => ({
    path: file.path,
    line: lineOf(file, words),
    message,
  });
  const expected = {
    name: `@quad/${posix.basename(folder)}`,
    private: true,
    license: root?.license,
    type: "module",
  } as const;
  const findings = Object.entries(expected).flatMap(([field, value]) =>
    manifest[field as keyof typeof expected] === value
      ? []
      : [found(`"${field}"`, `${field} is not ${value}`)],
  );
  if (!VERSION.test(manifest.version ?? "")) {
    findings.push(found('"version"', "version is not of the form 1.2.3"));
  }
  if (!SENTENCE.test(manifest.description ?? "")) {
    findings.push(found('"description"', "description is not a sentence"));
  }
  if (!manifest.exports && isImported(tree, manifest.name)) {
    findings.push(found("{", "others import it, but it does not say what it exports"));
  }
  if (manifest.scripts) findings.push(found('"scripts"', "scripts belong in ./quad"));
  for (const target of Object.values(manifest.exports ?? {})) {
    if (isThere(tree, posix.join(folder, target))) continue;
    findings.push(found(`"${target}"`, `exports ${target}, which does not exist`));
  }
  return findings;
}

/** A pattern, such as `./http/*.ts`, stands for at least one file. */
function isThere(tree: Tree, target: string): boolean {
  const [start = "", end] = target.split("*");
  if (end === undefined) return tree.file(target) !== undefined;
  return tree.files.some(({ path }) => path.startsWith(start) && path.endsWith(end));
}

function isImported(tree: Tree, name: string | undefined): boolean {
  return packages(tree).some(({ manifest }) => name && manifest.dependencies?.[name]);
}

/** A lib that is as it should be, but for these fields. */
function sampleOf(fields: object, user: Sample = {}): Sample {
  const manifest = {
    name: "@quad/errors",
    version: "0.1.0",
    private: true,
    description: "Stable error codes.",
    license: "Apache-2.0",
    type: "module",
    exports: { ".": "./src/index.ts" },
    ...fields,
  };
  return {
    "package.json": '{ "license": "Apache-2.0" }',
    "libs/errors/package.json": JSON.stringify(manifest, null, 2),
    "libs/errors/src/index.ts": "",
    ...user,
  };
}
