import { lineOf } from "./packages.ts";
import type { Finding, Rule, Sample } from "./rule.ts";
import type { TreeFile } from "./tree.ts";

/** Licences that ask for no more than their own text. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** Tools that run unmodified and are part of nothing we hand on. */
const unmodifiedTools = /^node_modules\/(lightningcss(-[\w-]+)?|axe-core)$/;

export const licences: Rule = {
  name: "licences",
  reason:
    "Whoever runs Quad may do with it what its licence says. A package under terms that reach " +
    "further needs another package, or a decision written down in tidy/licences.ts.",
  find: (tree) => {
    const lock = tree.file("package-lock.json");
    return lock
      ? packagesOf(lock).flatMap((item) => (isAllowed(item) ? [] : [finding(lock, item)]))
      : [];
  },
  good: [
    lockOf({ license: "MIT" }),
    lockOf({ license: "(MIT AND Zlib)" }),
    lockOf({ license: "GPL-3.0-only OR Apache-2.0" }),
    lockOf({ license: "GPL-3.0-only", dev: true }),
  ],
  bad: [
    { sample: lockOf({ license: "AGPL-3.0-only" }), finds: ["package-lock.json:3"] },
    { sample: lockOf({ license: "(MIT AND MPL-2.0)" }), finds: ["package-lock.json:3"] },
    { sample: lockOf({}), finds: ["package-lock.json:3"] },
  ],
};

interface Locked {
  readonly path: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

function lockOf(entry: Omit<Locked, "path">): Sample {
  const lock = { packages: { "node_modules/a": entry } };
  return { "package-lock.json": JSON.stringify(lock, null, 2) };
}

/** What npm installs from outside. */
function packagesOf(lock: TreeFile): Locked[] {
  const { packages } = JSON.parse(lock.text) as { packages: Record<string, Omit<Locked, "path">> };
  return Object.entries(packages)
    .map(([path, entry]) => ({ ...entry, path }))
    .filter(({ path, link }) => path.startsWith("node_modules/") && !link);
}

function isAllowed({ path, license = "", dev }: Locked): boolean {
  if (dev || unmodifiedTools.test(path)) return true;
  const names = license.match(/[\w.-]+/g)?.filter((word) => !/^(AND|OR)$/.test(word)) ?? [""];
  return license.includes(" OR ")
    ? names.some((name) => allowed.has(name))
    : names.every((name) => allowed.has(name));
}

function finding(lock: TreeFile, { path, license }: Locked): Finding {
  return {
    path: lock.path,
    line: lineOf(lock, `"${path}"`),
    message: `${path.slice("node_modules/".length)}: ${license ?? "no licence"}`,
  };
}
