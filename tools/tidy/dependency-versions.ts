import { lineOf, type Package, packages, rootPackage } from "./packages.ts";
import type { Finding, Rule } from "./rule.ts";
import type { Tree } from "./tree.ts";

/** A version, or an alias that names one: `npm:typescript@7.0.2`. */
const EXACT = /^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

export const dependencyVersions: Rule = {
  name: "dependency-versions",
  reason:
    "One exact version of a package in the whole house: what was tested is what runs. " +
    "A package of the house is needed at the version it has, or npm would look for it elsewhere.",
  find: (tree) => [...inexact(tree), ...unequal(tree), ...foreign(tree)],
  good: [
    {
      "package.json": '{ "devDependencies": { "ts": "npm:typescript@7.0.2" } }',
      "libs/a/package.json": '{ "dependencies": { "pg": "8.23.1", "e": "18.4.0-beta.17" } }',
      "libs/b/package.json": '{ "dependencies": { "pg": "8.23.1" } }',
    },
    {
      "libs/a/package.json": '{ "name": "@quad/a", "version": "0.2.0" }',
      "libs/b/package.json": '{ "dependencies": { "@quad/a": "0.2.0" } }',
    },
  ],
  bad: [
    {
      sample: { "libs/a/package.json": '{ "dependencies": {\n"pg": "^8.23.1" } }' },
      finds: ["libs/a/package.json:2"],
    },
    {
      sample: { "package.json": '{ "devDependencies": {\n"vitest": "latest" } }' },
      finds: ["package.json:2"],
    },
    {
      sample: {
        "libs/a/package.json": '{ "dependencies": { "pg": "8.23.1" } }',
        "libs/b/package.json": '{ "dependencies": {\n"pg": "8.23.0" } }',
      },
      finds: ["libs/b/package.json:2"],
    },
    {
      sample: {
        "libs/a/package.json": '{ "name": "@quad/a", "version": "0.2.0" }',
        "libs/b/package.json": '{ "dependencies": {\n"@quad/a": "0.1.0" } }',
      },
      finds: ["libs/b/package.json:2"],
    },
  ],
};

interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly from: Package;
}

function dependencies(tree: Tree): Dependency[] {
  const root = rootPackage(tree);
  return [...(root ? [root] : []), ...packages(tree)].flatMap((from) =>
    Object.entries({ ...from.manifest.dependencies, ...from.manifest.devDependencies }).map(
      ([name, version]) => ({ name, version, from }),
    ),
  );
}

function inexact(tree: Tree): Finding[] {
  return dependencies(tree)
    .filter(({ version }) => !EXACT.test(version))
    .map((dependency) => finding(dependency, "is not an exact version"));
}

/** Each that differs from the first one of its name. */
function unequal(tree: Tree): Finding[] {
  const first = new Map<string, string>();
  return dependencies(tree).flatMap((dependency) => {
    const known = first.get(dependency.name) ?? dependency.version;
    first.set(dependency.name, known);
    return known === dependency.version ? [] : [finding(dependency, `is ${known} elsewhere`)];
  });
}

/** Each that names a package of the house at a version it does not have. */
function foreign(tree: Tree): Finding[] {
  const own = new Map(packages(tree).map(({ manifest }) => [manifest.name, manifest.version]));
  return dependencies(tree)
    .filter(({ name, version }) => own.has(name) && own.get(name) !== version)
    .map((dependency) => finding(dependency, `is ${own.get(dependency.name)} here`));
}

function finding({ name, version, from }: Dependency, problem: string): Finding {
  return {
    path: from.file.path,
    line: lineOf(from.file, `"${name}"`),
    message: `${name} ${version} ${problem}`,
  };
}
