import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/{test,conformance}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", ".quad/**"],
    globalSetup: ["libs/database/src/testing/global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
