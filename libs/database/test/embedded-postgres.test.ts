import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbeddedPostgresOptions, embeddedPostgres } from "@quad/database";
import { freePort } from "@quad/free-port";
import { eventually, noLeaks, temporaryFolder } from "@quad/testkit";
import pg from "pg";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { quietLog } from "./bank.ts";

noLeaks();

const WITHIN_MS = 10_000;
/** Null for who came by a socket of the file system. */
const CAME_FROM = "select host(inet_client_addr()) as address";
const isRoot = process.getuid?.() === 0;

function make(options: Partial<EmbeddedPostgresOptions> & { home: string }) {
  const server = embeddedPostgres({
    password: "of the owner",
    log: quietLog,
    durable: false,
    ...options,
  });
  onTestFinished(() => server.stop());
  return server;
}

async function started(options: Partial<EmbeddedPostgresOptions> & { home: string }) {
  const server = make(options);
  await server.start();
  return server;
}

async function query(url: string, text: string) {
  const client = new pg.Client(url);
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const answers = (url: string) => query(url, "select 1").then(Boolean, () => false);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The socket and its lock. */
async function socketsOf(home: string): Promise<string[]> {
  const names = await readdir(join(home, "postgres", "data"));
  return names.filter((name) => name.startsWith(".s.PGSQL."));
}

/** Another process that owns the Postgres of a home. */
async function ownerOf(home: string): Promise<{ owner: ChildProcess; pid: number; url: string }> {
  const script = fileURLToPath(new URL("./owner-process.ts", import.meta.url));
  const owner = spawn(process.execPath, [script, home], { detached: true });
  onTestFinished(() => void owner.kill("SIGKILL"));
  const [line] = await once(owner.stdout, "data");
  const [pid = "", url = ""] = String(line).trim().split(" ");
  onTestFinished(() => void (isAlive(Number(pid)) && process.kill(Number(pid), "SIGQUIT")));
  return { owner, pid: Number(pid), url };
}

describe("starting and stopping", () => {
  test("after a second start the data is there", async () => {
    const server = make({ home: temporaryFolder(), durable: true });
    await server.start();
    await query(server.url, "create table book as select 'Moby-Dick' as title");
    await server.stop();
    await server.start();
    expect(await query(server.url, "select * from book")).toEqual([{ title: "Moby-Dick" }]);
  });

  test("text is ordered by its bytes, in UTF-8, whatever the machine's language", async () => {
    const { url } = await started({ home: temporaryFolder() });
    const sorted = "select string_agg(x, '' order by x) from unnest(array['é','b','B','a']) as x";
    expect(await query(url, sorted)).toEqual([{ string_agg: "Babé" }]);
    expect(await query(url, "show server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
  });

  test("two homes run side by side", async () => {
    const [one, other] = await Promise.all([
      started({ home: temporaryFolder() }),
      started({ home: temporaryFolder() }),
    ]);
    await query(one.url, "create table here ()");
    expect(await query(other.url, "select to_regclass('here') as here")).toEqual([{ here: null }]);
  });

  test("all is written under the home, data and log for nobody else to read", async () => {
    const home = temporaryFolder();
    const { pid } = await started({ home });
    const mode = async (path: string) => (await stat(join(home, path))).mode & 0o777;
    expect(await mode("postgres/data")).toBe(0o700);
    expect(await mode("logs/postgres.log")).toBe(0o600);
    const record = JSON.parse(await readFile(join(home, "run", "postgres.json"), "utf8"));
    expect(record).toMatchObject({ owner: { pid: process.pid }, server: { pid } });
  });

  test("is reached by a socket in its data folder; else it listens on loopback only", async () => {
    const home = temporaryFolder();
    const { url } = await started({ home });
    expect(await query(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(await query(url, CAME_FROM)).toEqual([{ address: null }]);
    expect(await socketsOf(home)).toHaveLength(2);
  });

  test("is reached by loopback where the name of a socket would be too long", async () => {
    const { url } = await started({ home: join(temporaryFolder(), "a".repeat(100)) });
    expect(await query(url, CAME_FROM)).toEqual([{ address: "127.0.0.1" }]);
  });
});

test.runIf(process.platform === "linux")("the server sees no secret of its owner", async () => {
  vi.stubEnv("QUAD_SECRET", "told to nobody");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { pid } = await started({ home: temporaryFolder() });
  expect(await readFile(`/proc/${pid}/environ`, "utf8")).not.toContain("told to nobody");
});

describe("when the server dies", () => {
  test("it is started again, under the same URL", async () => {
    const server = await started({ home: temporaryFolder() });
    const { pid, url } = server;
    process.kill(pid, "SIGKILL");
    await eventually(() => server.pid !== pid && answers(url), {
      withinMs: WITHIN_MS,
      what: "the server answers again",
    });
    expect(server.url).toBe(url);
  });

  test("a stop in that moment leaves nothing running", async () => {
    const server = await started({ home: temporaryFolder() });
    const { pid, url } = server;
    process.kill(pid, "SIGKILL");
    await server.stop();
    expect(await answers(url)).toBe(false);
  });
});

describe("one home, several processes", () => {
  test("a home in use is refused with the pid of its owner", async () => {
    const home = temporaryFolder();
    const { owner } = await ownerOf(home);
    await expect(make({ home }).start()).rejects.toMatchObject({
      code: "POSTGRES_HOME_IN_USE",
      message: expect.stringContaining(`is in use by process ${owner.pid}`),
    });
  });

  test("twice in one process is refused as well", async () => {
    const home = temporaryFolder();
    const first = await started({ home });
    await expect(make({ home }).start()).rejects.toMatchObject({ code: "POSTGRES_HOME_IN_USE" });
    expect(await answers(first.url)).toBe(true);
  });

  test("what a killed owner left running is ended, and its data kept", async () => {
    const home = temporaryFolder();
    const { owner, url } = await ownerOf(home);
    await query(url, "create table book as select 'Moby-Dick' as title");
    owner.kill("SIGKILL");
    await once(owner, "exit");
    expect(await answers(url)).toBe(true);
    const server = await started({ home });
    expect(await answers(url)).toBe(false);
    expect(await query(server.url, "select * from book")).toEqual([{ title: "Moby-Dick" }]);
  });

  test("a server that no record tells of is found by the lock of the data", async () => {
    const home = temporaryFolder();
    const { pid, url } = await ownerOf(home);
    await rm(join(home, "run", "postgres.json"));
    await expect(make({ home }).start()).rejects.toMatchObject({
      code: "POSTGRES_HOME_IN_USE",
      message: expect.stringContaining(`process ${pid}`),
    });
    expect(isAlive(pid)).toBe(true);
    expect(await answers(url)).toBe(true);
  });

  test("sockets that killed servers left behind are removed", async () => {
    const home = temporaryFolder();
    await (await started({ home })).stop();
    const left = [".s.PGSQL.1", ".s.PGSQL.1.lock"];
    for (const name of left) await writeFile(join(home, "postgres", "data", name), "");
    await started({ home });
    const found = await socketsOf(home);
    expect(found).toHaveLength(2);
    expect(found).not.toEqual(expect.arrayContaining(left));
  });

  test("a record whose pid belongs to another process by now is no owner", async () => {
    const home = temporaryFolder();
    await mkdir(join(home, "run"));
    const owner = { pid: process.ppid, identity: "started long ago" };
    const record = JSON.stringify({ owner, server: owner, port: 1 });
    await writeFile(join(home, "run", "postgres.json"), record);
    await started({ home });
    expect(isAlive(process.ppid)).toBe(true);
  });

  test("an owner that ends without stopping takes its server with it", async () => {
    const { owner, url } = await ownerOf(temporaryFolder());
    owner.stdin?.end("end\n");
    await eventually(async () => !(await answers(url)), {
      withinMs: WITHIN_MS,
      what: "the server is gone",
    });
  });

  test("Ctrl-C in the terminal reaches the owner, not its server", async () => {
    const { owner, url } = await ownerOf(temporaryFolder());
    process.kill(-(owner.pid ?? 0), "SIGINT");
    expect(await answers(url)).toBe(true);
  });
});

describe("what can be wrong", () => {
  test("an interrupted initdb is done again", async () => {
    const home = temporaryFolder();
    await mkdir(join(home, "postgres", "data.new", "base"), { recursive: true });
    await writeFile(join(home, "postgres", "data.new", "PG_VERSION"), "18\n");
    const { url } = await started({ home });
    expect(await answers(url)).toBe(true);
  });

  test("data of another version is left alone", async () => {
    const home = temporaryFolder();
    const server = await started({ home });
    await server.stop();
    await writeFile(join(home, "postgres", "data", "PG_VERSION"), "12\n");
    await expect(server.start()).rejects.toMatchObject({
      code: "POSTGRES_OTHER_VERSION",
      message: expect.stringMatching(/was made by Postgres 12, this is \d\d/),
    });
  });

  test("a home that cannot be written", async () => {
    const file = join(temporaryFolder(), "file");
    await writeFile(file, "");
    const server = make({ home: join(file, "home") });
    await expect(server.start()).rejects.toMatchObject({ code: "POSTGRES_HOME_UNWRITABLE" });
  });

  test("a port that is taken; after that another start is as good as any", async () => {
    const home = temporaryFolder();
    const port = await freePort();
    const squatter = createServer((socket) => socket.resume()).listen(port, "127.0.0.1");
    await once(squatter, "listening");
    const server = make({ home, port });
    await expect(server.start()).rejects.toMatchObject({
      code: "POSTGRES_PORT_TAKEN",
      message: expect.stringContaining(`Port ${port}`),
    });
    squatter.close();
    await once(squatter, "close");
    await server.start();
    expect(await answers(server.url)).toBe(true);
  });

  test("a password that is not that of the data", async () => {
    const home = temporaryFolder();
    await (await started({ home })).stop();
    const server = make({ home, password: "another" });
    await expect(server.start()).rejects.toMatchObject({ code: "POSTGRES_LOGIN_REFUSED" });
  });
});

describe.runIf(isRoot)("as root", () => {
  test("Postgres runs as somebody else, even in a folder that only root may enter", async () => {
    const closed = temporaryFolder();
    await chmod(closed, 0o700);
    const server = make({ home: join(closed, "home") });
    await server.start();
    await server.stop();
    await server.start();
    const { uid } = await stat(`/proc/${server.pid}`);
    expect(uid).not.toBe(0);
    expect(await answers(server.url)).toBe(true);
  });
});
