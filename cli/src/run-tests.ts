import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
// biome-ignore lint/suspicious/noDeprecatedImports: only its other overload is deprecated
import { startVitest, type Vitest } from "vitest/node";
import { requireEngines } from "./engines/running-engines.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ENGINE_TESTS = "**/*.engine.test.ts";

/** Runs a tier of tests, prints `N passed, N failed, N skipped`, and returns the exit code. */
export async function runTests(paths: readonly string[], tier: "npm" | "engines"): Promise<number> {
  process.chdir(ROOT);
  if (tier === "engines") Object.assign(process.env, await requireEngines());
  const only =
    tier === "engines"
      ? { include: [ENGINE_TESTS] }
      : { exclude: ["**/node_modules/**", "**/dist/**", ".quad/**", ENGINE_TESTS] };
  const vitest = await startVitest([...paths], {
    root: ROOT,
    run: true,
    watch: false,
    ...only,
  });
  const counts = count(vitest);
  await vitest.close();
  if (tier === "npm" && paths.length === 0) sayWhatDidNotRun();
  const { passed, failed, skipped } = counts;
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

function count(vitest: Vitest) {
  const counts = { passed: 0, failed: vitest.state.getUnhandledErrors().length, skipped: 0 };
  for (const module of vitest.state.getTestModules()) {
    if (module.errors().length > 0) counts.failed++;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state !== "pending") counts[state]++;
    }
  }
  return counts;
}

function sayWhatDidNotRun(): void {
  const files = globSync(ENGINE_TESTS, {
    cwd: ROOT,
    exclude: (name) => name.includes("node_modules"),
  });
  process.stdout.write(
    `\nNot run, because they need engines from outside npm (./quad test --engines):\n${files
      .map((file) => `  ${file}\n`)
      .join("")}`,
  );
}
