import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { printResult } from "./print-result.ts";

const MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** What `npm ci` puts on the disk. */
export async function install(): Promise<void> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(MODULES, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { blocks } = await lstat(path);
    const [first = "", second = ""] = path.slice(MODULES.length + 1).split("/");
    const name = first.startsWith("@") ? `${first}/${second}` : first;
    sizes.set(name, (sizes.get(name) ?? 0) + blocks * 512);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const largest = [...sizes].sort(([, a], [, b]) => b - a).slice(0, 8);
  printResult(
    "Size of the install",
    ["package", "MB"],
    [
      ...largest.map(([name, size]) => [name, Math.round(size / 1_000_000)]),
      [`all ${sizes.size} packages`, Math.round(total / 1_000_000)],
    ],
  );
}
