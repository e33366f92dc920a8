import { defineConfig } from "vitest/config";

/** A net against what hangs, never an assertion: a busy machine takes ten times as long. */
const NEVER_ENDS_MS = 900_000;

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
