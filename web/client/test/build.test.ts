import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildClient } from "../build.ts";

let outDir: string;
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), "quad-build-"));
});
afterEach(() => rm(outDir, { recursive: true }));

test("builds where it is told to, and only when the sources are others", async () => {
  expect(await buildClient({ outDir })).toBe(outDir);
  const { mtimeMs } = await stat(join(outDir, "index.html"));
  await buildClient({ outDir });
  expect((await stat(join(outDir, "index.html"))).mtimeMs).toBe(mtimeMs);

  await writeFile(join(outDir, ".sources"), "of another day");
  await writeFile(join(outDir, "left-over.js"), "");
  await buildClient({ outDir });
  expect((await stat(join(outDir, "index.html"))).mtimeMs).toBeGreaterThan(mtimeMs);
  await expect(stat(join(outDir, "left-over.js"))).rejects.toThrow("ENOENT");
});

test("finishes what was never finished, with React for production", async () => {
  await writeFile(join(outDir, "half.js"), "");
  await buildClient({ outDir });
  const html = await readFile(join(outDir, "index.html"), "utf8");
  const [, script = ""] = /src="\/(assets\/.+\.js)"/.exec(html) ?? [];

  // Only React for development says so.
  expect(await readFile(join(outDir, script), "utf8")).not.toContain("Download the React DevTools");
});
