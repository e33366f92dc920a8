import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/{test,conformance}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", ".quad/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
