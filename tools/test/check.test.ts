import { expect, test } from "vitest";
import { check, checkSteps, type Step } from "../check.ts";

const says = (name: string, code: string): Step => ({ name, program: "node", args: ["-e", code] });

test("prints a line for each check and is content when all are", async () => {
  const lines: string[] = [];
  const exitCode = await check([says("one", "console.log('fine')"), says("two", "")], (line) =>
    lines.push(line),
  );
  expect(exitCode).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^ok +one \(\d+\.\d s\)$/),
    expect.stringMatching(/^ok +two \(\d+\.\d s\)$/),
  ]);
});

test("shows what a failed check printed, and still runs the others", async () => {
  const lines: string[] = [];
  const exitCode = await check(
    [says("one", "console.error('a.ts:1 bad'); process.exit(3)"), says("two", "")],
    (line) => lines.push(line),
  );
  expect(exitCode).toBe(1);
  expect(lines[0]).toMatch(/^failed +one .*\n\na\.ts:1 bad\n$/);
  expect(lines[1]).toMatch(/^ok +two/);
});

test("a warning of Biome is a failure", () => {
  const biome = checkSteps.find(({ program }) => program === "biome");
  expect(biome?.objects?.("Checked 3 files.\nFound 1 info.")).toBe(true);
  expect(biome?.objects?.("Checked 3 files. No fixes applied.")).toBe(false);
});
