import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root as repository, runProgram } from "../run-program.ts";
import { planOf } from "./kinds.ts";
import { ScaffoldRefused } from "./plan.ts";

export interface Scaffolded {
  readonly made: readonly string[];
  readonly changed: readonly string[];
  /** Whether npm has a new package to link. */
  readonly hasNewPackage: boolean;
  readonly next: readonly string[];
}

/**
 * Makes one of a kind, formatted as the house formats: all of it, or nothing.
 * Error: ScaffoldRefused.
 */
export async function scaffold(kind: string, name: string, root = repository): Promise<Scaffolded> {
  const read = (path: string) => {
    const file = join(root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  const { files, edits, next } = planOf(kind, name, read);
  const made = Object.keys(files);
  const taken = made.filter((path) => read(path) !== undefined);
  if (taken.length > 0) throw new ScaffoldRefused(`Already there: ${taken.join(", ")}.`);
  const changes = Object.entries(edits).map(([path, edit]) => {
    const text = read(path);
    if (text === undefined) throw new ScaffoldRefused(`${path} is not there.`);
    return [path, edit(text)] as const;
  });
  for (const [path, text] of [...Object.entries(files), ...changes]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const changed = changes.map(([path]) => path);
  const formatted = [...made, ...changed].filter((path) => /\.(tsx?|json)$/.test(path));
  // It judges nothing: that would read the whole house, and is what `./quad check` is for.
  const config = join(repository, "tools", "layout.jsonc");
  await runProgram("biome", ["check", "--write", `--config-path=${config}`, ...formatted], root);
  const hasNewPackage = made.some((path) => path.endsWith("package.json"));
  return { made, changed, hasNewPackage, next };
}
