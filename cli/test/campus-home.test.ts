import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processMark } from "@quad/process-mark";
import { temporaryFolder } from "@quad/testkit";
import { expect, test, vi } from "vitest";
import { claimHome, readRunFile, removeRunFile, writeRunFile } from "../src/campus-home.ts";

const about = (port: number) => ({
  ...{ url: `http://127.0.0.1:${port}`, mode: "one process" as const },
  startedAt: new Date().toISOString(),
});
const fileIn = (home: string) => join(home, "run", "campus.json");

test("of several starts at once one gets the home; the losers leave its file alone", async () => {
  const home = temporaryFolder();
  const ports = [1, 2, 3, 4, 5, 6];
  const starts = await Promise.allSettled(ports.map((port) => claimHome(home, about(port))));
  const [winner, ...others] = starts.filter(({ status }) => status === "fulfilled");
  expect(others).toEqual([]);
  const { value } = winner as PromiseFulfilledResult<Awaited<ReturnType<typeof claimHome>>>;
  expect(await readRunFile(home)).toEqual(JSON.parse(JSON.stringify(value)));
  const losers = starts.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
  for (const { reason } of losers) {
    expect(reason).toMatchObject({
      code: "HOME_IN_USE",
      message: expect.stringContaining(value.url),
    });
  }
  removeRunFile(home);
  await claimHome(home, about(7));
});

test("what a start that was killed half-way has left holds up nobody for long", async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, "run", "claiming"), { recursive: true });
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
  await claimHome(home, about(1)).finally(() => vi.restoreAllMocks());
});

test.each([
  ["a container that was killed starts again under the same pid", process.pid, "earlier/1"],
  ["a stranger has the pid by now", process.ppid, "earlier/1"],
  ["every process would be meant", -1, processMark(process.pid).identity],
])("a campus that died holds no home: %s", async (_, pid, identity) => {
  const home = temporaryFolder();
  const run = await claimHome(home, about(1));
  writeRunFile(home, { ...run, pid, identity });
  expect(await readRunFile(home)).toBeNull();
  await claimHome(home, about(2));
});

test("a copy of a home is not the original's, and changes nothing of it", async () => {
  const home = temporaryFolder();
  const copy = join(temporaryFolder(), "copy");
  const run = await claimHome(home, about(1));
  cpSync(home, copy, { recursive: true });
  expect(await readRunFile(copy)).toBeNull();
  await claimHome(copy, about(2));
  expect((await readRunFile(home))?.url).toBe(run.url);
});

test.each(["", "{", "null", "[]", '{"pid":1}', "\0\0\0"])(
  "a damaged file says nothing, in one line: %j",
  async (damaged) => {
    const home = temporaryFolder();
    mkdirSync(join(home, "run"));
    writeFileSync(fileIn(home), damaged);
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await readRunFile(home)).toBeNull();
    const [line] = said.mock.lastCall ?? [];
    said.mockRestore();
    expect(line).toMatch(/^quad: .*campus\.json is damaged.*\n$/);
    await claimHome(home, about(1));
    expect(readFileSync(fileIn(home), "utf8")).toContain(String(process.pid));
  },
);

test("a home without a campus has no file", async () => {
  const home = temporaryFolder();
  expect(await readRunFile(home)).toBeNull();
  removeRunFile(home);
  expect(existsSync(fileIn(home))).toBe(false);
});
