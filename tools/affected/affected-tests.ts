import { posix } from "node:path";
import { type Package, packages } from "../tidy/packages.ts";
import { isProof } from "../tidy/syntax.ts";
import { repositoryTree, type Tree } from "../tidy/tree.ts";
import { type FileGraph, fileGraph, ROOT_FOLDER } from "./file-graph.ts";

/** Why a test file is affected: what it reaches, and the change there. */
export interface AffectedTest {
  readonly path: string;
  /** The changed file; `everything` of tests that read the whole repository. */
  readonly because: string;
}

/** What every test stands on, though none imports it. */
const UNDER_ALL = new Set([
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vitest.config.ts",
]);

/** As `affectedTests`, of the repository at `root`. */
export async function affectedTestsOf(
  root: string,
  changed: readonly string[],
  tests: readonly string[],
): Promise<AffectedTest[]> {
  return affectedTests(await repositoryTree(root), changed, tests);
}

/**
 * The tests that reach a changed file by imports, by packages' names and exports, or by
 * `new URL("…", import.meta.url)`, by which files and folders are found and programs started. A
 * changed file that no source names, such as a font, counts for whoever uses its package. Pages
 * count for those that name them, and for tests that read the whole repository.
 */
export function affectedTests(
  tree: Tree,
  changed: readonly string[],
  tests: readonly string[],
): AffectedTest[] {
  const all = changed.find((path) => UNDER_ALL.has(path));
  if (all) return tests.map((path) => ({ path, because: all }));
  const graph = fileGraph(tree);
  const because = reachedFrom(graph, [...changed, ...usersOfUnnamed(tree, graph, changed)]);
  return tests.flatMap((path) => {
    const readsAll = changed.length > 0 && graph.folders.get(path)?.has(ROOT_FOLDER);
    const reason = readsAll ? "everything" : because.get(path);
    return reason ? [{ path, because: reason }] : [];
  });
}

/** All that uses these files, and theirs; to each the file that it was reached from. */
function reachedFrom(graph: FileGraph, starts: readonly string[]): Map<string, string> {
  const because = new Map(starts.map((path) => [path, path]));
  // Breadth first, so that the reason given is a near one.
  const waiting = [...because];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [path, cause] = next;
    for (const user of graph.usersOf(path)) {
      if (because.has(user)) continue;
      because.set(user, cause);
      waiting.push([user, cause]);
    }
  }
  return because;
}

function usersOfUnnamed(tree: Tree, graph: FileGraph, changed: readonly string[]): string[] {
  const members = packages(tree);
  return changed
    .filter((path) => isUnnamed(graph, path))
    .flatMap((path) => filesBeside(tree, members, path));
}

function isUnnamed(graph: FileGraph, path: string): boolean {
  return !/\.(ts|tsx|mjs|md)$/.test(path) && [...graph.usersOf(path)].length === 0;
}

/** The sources of the package a file lies in. */
function filesBeside(tree: Tree, members: readonly Package[], path: string): string[] {
  const home = members
    .filter(({ folder }) => path.startsWith(`${folder}/`))
    .toSorted((one, other) => other.folder.length - one.folder.length)[0];
  if (!home) return [];
  return tree.files
    .map((file) => file.path)
    .filter((file) => file.startsWith(`${home.folder}/`) && /\.tsx?$/.test(file))
    .filter((file) => !isProof(file) || posix.dirname(file) === posix.dirname(path));
}
