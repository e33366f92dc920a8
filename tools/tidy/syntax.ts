import { type ParseResult, parseSync, Visitor } from "rolldown/utils";
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

/** What a source imports, wherever: in statements, by `import()`, as a type. */
export function importedBy(file: TreeFile): { specifier: string; start: number }[] {
  const found: { specifier: string; start: number }[] = [];
  const add = (source: { type: string; value?: unknown; start: number } | null) => {
    if (source?.type !== "Literal" || typeof source.value !== "string") return;
    found.push({ specifier: source.value, start: source.start });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
  }).visit(syntaxOf(file).program);
  return found;
}

/** The line of an offset into a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
  }
  return line;
}
