import { posix } from "node:path";
import { type Package, packages } from "../tidy/packages.ts";
import { importedBy, sources } from "../tidy/syntax.ts";
import type { Tree, TreeFile } from "../tidy/tree.ts";

/** Who uses whom, in files. */
export interface FileGraph {
  /** The files that name this file, or a folder it lies in. */
  usersOf(path: string): Iterable<string>;
  /** The folders a file names, without a slash at the end. */
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The repository itself, as a folder that a file names. */
export const ROOT_FOLDER = "";

const LAUNCHER = "quad";
const STARTED_BY_LAUNCHER = "cli/src/main.ts";
const PLACE = /new URL\(\s*["'`]([^"'`$]+)["'`],\s*import\.meta\.url/g;

export function fileGraph(tree: Tree): FileGraph {
  const exported = exportsOf(packages(tree));
  const users = new Map<string, Set<string>>();
  const folders = new Map<string, Set<string>>();
  for (const file of sources(tree)) {
    for (const path of namedBy(file, exported)) add(users, path, file.path);
    for (const [, place = ""] of file.text.matchAll(PLACE)) {
      const path = posix.join(posix.dirname(file.path), place).replace(/^\.?\/?$|\/$/, "");
      add(users, path, file.path);
      if (!tree.file(path)) add(folders, file.path, path);
    }
  }
  add(users, STARTED_BY_LAUNCHER, LAUNCHER);
  return {
    folders,
    *usersOf(path) {
      yield* users.get(path) ?? [];
      // The root stands for everything: whoever names it is asked for by `folders`.
      for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
        yield* users.get(folder) ?? [];
      }
    },
  };
}

function namedBy(file: TreeFile, exported: ReadonlyMap<string, string>): string[] {
  return importedBy(file).flatMap(({ specifier }) => {
    if (/^\.\.?\//.test(specifier)) return posix.join(posix.dirname(file.path), specifier);
    return exported.get(specifier) ?? [];
  });
}

/** `@quad/bus/conformance` to the file behind it. */
function exportsOf(members: readonly Package[]): Map<string, string> {
  return new Map(
    members.flatMap(({ folder, manifest }) =>
      Object.entries(manifest.exports ?? {}).map(([way, target]) => [
        posix.join(manifest.name ?? "", way),
        posix.join(folder, target),
      ]),
    ),
  );
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
