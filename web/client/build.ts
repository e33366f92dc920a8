import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Everything a build depends on; the lock file stands for all that comes from npm. */
const SOURCES = [
  "package-lock.json",
  "tsconfig.json",
  "web/client/{build,vite-build}.ts",
  "web/client/index.html",
  "web/client/public/**",
  "web/client/src/**",
  "web/ui/src/**",
];

/** In the built folder: the hash of the sources it was built from. Written last. */
const STAMP = ".sources";

export interface BuildOptions {
  /** Where the built files go; everything else in there is removed. */
  readonly outDir?: string;
}

/**
 * Builds the client for a web server to hand out, unless it is built from these very sources
 * already. Resolves with the built folder; rejects with what Vite says is wrong.
 */
export async function buildClient({
  outDir = join(here, "dist"),
}: BuildOptions = {}): Promise<string> {
  const wanted = await hashOfSources();
  const stamp = join(outDir, STAMP);
  const built = await readFile(stamp, "utf8").catch(() => undefined);
  if (built !== wanted) {
    await runVite(outDir);
    await writeFile(stamp, wanted);
  }
  return outDir;
}

/**
 * In a process of its own: Vite leaves 130 MB behind in the one it runs in, which here is the whole
 * campus, and it builds React for production only where NODE_ENV says so.
 */
async function runVite(outDir: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(here, "vite-build.ts"), outDir], {
    // Nothing else of the caller's environment: the same sources give the same files.
    env: { NODE_ENV: "production" },
  });
}

async function hashOfSources(): Promise<string> {
  const entries = await Array.fromAsync(glob(SOURCES, { cwd: root, withFileTypes: true }));
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).sort();
  const hash = createHash("sha256");
  for (const path of paths) {
    hash
      .update(path.slice(root.length))
      .update("\0")
      .update(await readFile(path))
      .update("\0");
  }
  return hash.digest("hex");
}
