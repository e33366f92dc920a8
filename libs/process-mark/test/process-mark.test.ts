import { spawn } from "node:child_process";
import { once } from "node:events";
import { isAlive, processMark } from "@quad/process-mark";
import { expect, test } from "vitest";

test("a process is alive until it has ended, also as JSON", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
  await once(child, "spawn");
  const mark = JSON.parse(JSON.stringify(processMark(child.pid ?? 0)));
  expect(isAlive(mark)).toBe(true);
  child.stdin.end();
  await once(child, "exit");
  expect(isAlive(mark)).toBe(false);
});

test("another process of the same pid is not it", () => {
  expect(isAlive({ ...processMark(process.pid), identity: "earlier/1" })).toBe(false);
  // The first of its container, as it was before the container was killed.
  expect(isAlive({ pid: 1, identity: "earlier/1" })).toBe(false);
});

test.each([-1, 0, 1.5, Number.NaN, "self", null])("%s is nobody's pid", (pid) => {
  const { identity } = processMark(process.pid);
  expect(isAlive({ pid: pid as number, identity })).toBe(false);
});
