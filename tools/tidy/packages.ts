import { posix } from "node:path";
import type { Tree, TreeFile } from "./tree.ts";

/** A package of the house: a folder with a package.json. */
export interface Package {
  /** Such as `libs/errors`; empty for the root. */
  readonly folder: string;
  readonly file: TreeFile;
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Every package but the root. */
export function packages(tree: Tree): Package[] {
  return tree.files
    .filter(({ path }) => path.endsWith("/package.json"))
    .map((file) => packageOf(file));
}

/** The root's package.json; undefined in a sample without one. */
export function rootPackage(tree: Tree): Package | undefined {
  const file = tree.file("package.json");
  return file && packageOf(file);
}

function packageOf(file: TreeFile): Package {
  const folder = posix.dirname(file.path);
  return { folder: folder === "." ? "" : folder, file, manifest: JSON.parse(file.text) };
}

/** The line on which a manifest first says this. */
export function lineOf({ text }: TreeFile, words: string): number {
  const index = text.split("\n").findIndex((line) => line.includes(words));
  return Math.max(index, 0) + 1;
}
