import { execFileSync, spawn } from "node:child_process";
import { chownSync, globSync, mkdirSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@quad/free-port";
import { processMark } from "@quad/process-mark";
import { cliErrors } from "../cli-errors.ts";
import type { RunningEngine } from "./running-engines.ts";

const BINARIES = "/usr/lib/postgresql/*/bin/postgres";
const ANSWERS_WITHIN_MS = 10_000;

/** The system's Postgres, of whatever version it packages, with data in the temporary folder. */
export async function postgresEngine(): Promise<RunningEngine> {
  const binary = globSync(BINARIES).at(-1) ?? install();
  const folder = join(tmpdir(), `quad-engine-postgres-${process.pid}`);
  const data = join(folder, "data");
  const owner = serverOwner();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o755 });
  if (owner) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);

  const options = ["-D", data, "-U", "quad", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"];
  execFileSync(binary.replace(/postgres$/, "initdb"), options, { cwd: folder, ...owner });
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "max_connections=200",
  ].flatMap((setting) => ["-c", setting]);
  const log = openSync(join(folder, "log"), "a");
  const server = spawn(binary, ["-D", data, "-p", String(port), ...settings], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", log, log],
    ...owner,
  });
  server.unref();
  await untilItAnswers(Number(port), folder);
  return {
    name: "postgres",
    version: execFileSync(binary, ["--version"], { encoding: "utf8" }).trim().split(" ")[2] ?? "",
    process: processMark(server.pid ?? 0),
    environment: { QUAD_TEST_POSTGRES: `postgres://quad@127.0.0.1:${port}/postgres` },
  };
}

/** Debian's package; it brings the user `postgres`. */
function install(): string {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
  execFileSync("apt-get", ["install", "-y", "-qq", "postgresql"], { stdio: "inherit", env });
  const binary = globSync(BINARIES).at(-1);
  if (!binary) throw cliErrors.ENGINE_MISSING({ missing: "postgres" });
  return binary;
}

/** Postgres refuses to run as root: then it runs as the user that its package made. */
function serverOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }).trim());
  return { uid: id("-u"), gid: id("-g") };
}

async function untilItAnswers(port: number, folder: string): Promise<void> {
  const { connect } = await import("node:net");
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  while (Date.now() < deadline) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: "127.0.0.1", port });
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("close", () => socket.destroy()).setTimeout(500, () => socket.destroy());
    });
    if (answered) return;
    await sleep(50);
  }
  throw cliErrors.ENGINE_MISSING({ missing: `postgres (see ${join(folder, "log")})` });
}
