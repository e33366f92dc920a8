import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readCampusSettings } from "@quad/chassis";
import { createLogger } from "@quad/telemetry";
import { temporaryFolder } from "@quad/testkit";
import { expect, test } from "vitest";
import { claimHome } from "../src/campus-home.ts";
import { openPostgres, runningPostgresUrl } from "../src/postgres.ts";

const log = createLogger({ service: "test", level: "error", format: "json" });

/** A module outside Quad whose server says where it is only once it runs. */
const SERVER = `
export async function open({ url, home, password }) {
  let at = "";
  return {
    get url() { return at; },
    start: async () => { at = "postgres://me:" + password + "@db/" + url.searchParams.get("name"); },
    stop: async () => { at = ""; },
    home,
  };
}`;

async function settingsFor(module: string) {
  const home = temporaryFolder();
  const path = join(home, "my server.ts");
  await writeFile(path, module);
  return readCampusSettings({ QUAD_HOME: home, QUAD_POSTGRES: `file:${path}?name=campus` });
}

test("a module gives the database server, and other commands find it while it runs", async () => {
  const settings = await settingsFor(SERVER);
  const { QUAD_HOME: home } = settings;
  const server = await openPostgres(settings, log);
  await server.start();
  const startedAt = new Date().toISOString();
  await claimHome(home, { url: "http://127.0.0.1:1", mode: "isolated", startedAt });
  expect(server.url).toMatch(/^postgres:\/\/me:\S{16,}@db\/campus$/);
  expect(await runningPostgresUrl(settings)).toBe(server.url);
  // A password is in it.
  expect((await stat(join(home, "run", "postgres-url"))).mode & 0o077).toBe(0);
  await server.stop();
  await expect(stat(join(home, "run", "postgres-url"))).rejects.toThrow("ENOENT");
});

test.each([
  ["export const open = async () => ({ url: '' });", "has no `start` and `stop`"],
  ["export const open = async () => ({ start() {}, stop() {} });", "has no `url`"],
  ["export const other = 1;", "no such export"],
  ["export const open = async () => { throw new Error('no room') };", "no room"],
])("what is no server is refused with the reason: %s", async (module, reason) => {
  const settings = await settingsFor(module);
  await expect(openPostgres(settings, log)).rejects.toMatchObject({
    code: "ADAPTER_MODULE_INVALID",
    message: expect.stringContaining(reason),
  });
});

test("of a home where no campus runs, there is none", async () => {
  const settings = await settingsFor(SERVER);
  await expect(runningPostgresUrl(settings)).rejects.toMatchObject({ code: "CAMPUS_NOT_RUNNING" });
});
