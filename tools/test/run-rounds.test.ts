import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { eventually, temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";

const MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));
const PROGRAM = fileURLToPath(new URL("run-sample.ts", import.meta.url));
const WITHIN_MS = 60_000;

const IMPORTS = `
  import { spawn } from "node:child_process";
  import { existsSync, writeFileSync } from "node:fs";
  import { afterAll, beforeAll, describe, expect, test } from "vitest";
  const isFirst = !existsSync(import.meta.filename + ".ran");
  writeFileSync(import.meta.filename + ".ran", "");
  const start = (name) => {
    const script = "trap '' TERM; while :; do sleep 0.1; done";
    const { pid } = spawn("sh", ["-c", script], { detached: true, stdio: "ignore" });
    writeFileSync(import.meta.dirname + "/" + name, String(pid));
  };
`;

interface SampleRun {
  readonly folder: string;
  readonly child: ChildProcess;
  /** The exit code and what was printed, in the end. */
  readonly ended: Promise<{ code: number | null; out: string }>;
}

/** Runs test files given by their text, in a process of their own. */
function runSample(files: Readonly<Record<string, string>>): SampleRun {
  const folder = temporaryFolder();
  symlinkSync(MODULES, join(folder, "node_modules"));
  for (const [name, code] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.test.js`), IMPORTS + code);
  }
  const child = spawn(process.execPath, [PROGRAM, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = Promise.all([text(child.stdout), once(child, "exit")]);
  return { folder, child, ended: ended.then(([out, [code]]) => ({ code, out })) };
}

function pidIn({ folder }: SampleRun, name: string): number {
  return Number(readFileSync(join(folder, name), "utf8"));
}

function lives(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

test("a file is unstable that fails among others and passes alone, however it failed", async () => {
  const { ended } = runSample({
    test: `test("fails once", () => { console.log("said"); expect(isFirst).toBe(false); });`,
    hook: `beforeAll(() => { if (isFirst) throw new Error("early"); }); test("a", () => {});`,
    load: `if (isFirst) throw new Error("not loaded"); test("b", () => {});`,
    uncaught: `test("c", async () => {
      if (isFirst) void Promise.reject(new Error("unheard"));
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`,
    dead: `test("d", async () => {
      if (isFirst) process.kill(process.pid, "SIGKILL");
      await new Promise((resolve) => setTimeout(resolve, isFirst ? 60_000 : 0));
    });`,
  });
  const { code, out } = await ended;
  for (const name of ["test", "hook", "load", "uncaught", "dead"]) {
    expect(out).toContain(`UNSTABLE ${name}.test.js`);
  }
  for (const words of ["fails once", "said", "early", "not loaded", "unheard", "SIGKILL"]) {
    expect(out).toContain(words);
  }
  expect(out).toMatch(/\n5 files in .* s, 0 failed, 5 unstable\n/);
  expect(out).toMatch(/\n5 passed, 0 failed, 0 skipped\n$/);
  expect(code).toBe(0);
});

test("a file has failed that fails alone too, and its failures come last and whole", async () => {
  const { ended } = runSample({
    good: `test("a", () => { console.log("nobody asked"); }); test.skip("b", () => {});`,
    test: `test("c", () => { expect({ one: 1 }).toEqual({ one: 2 }); }); test("d", () => {});`,
    hook: `describe("e", () => { afterAll(() => { throw new Error("late"); }); test("f", () => {}); });`,
    load: `import "./missing.js";`,
    uncaught: `test("g", async () => {
      void Promise.reject(new Error("unheard"));
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`,
  });
  const { code, out } = await ended;
  expect(out).toMatch(/\[\d\/5\] \d+\.\d s good\.test\.js 1 passed, 1 skipped\n/);
  expect(out).not.toContain("nobody asked");
  const last = out.slice(out.indexOf("The slowest files:"));
  for (const words of ['-   "one": 2', "late", "./missing.js", "unheard"]) {
    expect(last).toContain(words);
  }
  expect(out).toMatch(/\n4 passed, 4 failed, 1 skipped\n$/);
  expect(code).not.toBe(0);
});

const onLinux = test.runIf(process.platform === "linux"); // Elsewhere there is no /proc to look at.

onLinux(
  "what a file started ends with it: one that fails, and one whose process dies",
  async () => {
    const run = runSample({
      failing: `test("a", () => { start("one"); expect(1).toBe(2); });`,
      dying: `test("b", () => { start("two"); process.kill(process.pid, "SIGKILL"); });`,
    });
    await run.ended;
    expect([pidIn(run, "one"), pidIn(run, "two")].filter(lives)).toEqual([]);
  },
);

onLinux("a run that is stopped ends what its tests started, and has no result", async () => {
  const run = runSample({
    endless: `test("a", async () => { start("one"); await new Promise(() => setInterval(() => {}, 1_000)); });`,
  });
  await eventually(() => existsSync(join(run.folder, "one")), {
    withinMs: WITHIN_MS,
    what: "the test to have started a program",
  });
  run.child.kill("SIGTERM");
  const { code, out } = await run.ended;
  expect(code).toBe(143);
  expect(out).not.toContain("passed");
  expect(lives(pidIn(run, "one"))).toBe(false);
});
