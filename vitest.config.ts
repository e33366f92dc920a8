import { defineConfig } from "vitest/config";

/** A net against what hangs, and nothing else: no machine that works is as slow as this. */
const NEVER_ENDS_MS = 300_000;

export default defineConfig({
  test: {
    include: ["**/{test,conformance}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", ".quad/**"],
    globalSetup: ["libs/database/src/testing/global-setup.ts"],
    setupFiles: ["libs/testkit/src/end-what-was-started.ts"],
    testTimeout: NEVER_ENDS_MS,
    hookTimeout: NEVER_ENDS_MS,
    pool: "forks",
    maxWorkers: 2,
  },
});
