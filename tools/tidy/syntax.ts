import { type ParseResult, parseSync } from "rolldown/utils";
import { proof } from "../house.ts";
import type { Tree, TreeFile } from "./tree.ts";

/** The files written in TypeScript or JavaScript. */
export function sources(tree: Tree): TreeFile[] {
  return tree.files.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path));
}

/** True for files that prove rather than do. */
export function isProof(path: string): boolean {
  return new RegExp(proof).test(path);
}

/** The syntax tree of a source, its imports, exports and comments; parsed once. */
export function syntaxOf(file: TreeFile): ParseResult {
  const known = parsed.get(file);
  if (known) return known;
  const result = parseSync(file.path, file.text);
  parsed.set(file, result);
  return result;
}

const parsed = new WeakMap<TreeFile, ParseResult>();

/** The line of an offset into a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
  }
  return line;
}
