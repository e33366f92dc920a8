import { cluster } from "@quad/database";
import { freshServer } from "@quad/database/testing";
import { freePort } from "@quad/free-port";
import { noLeaks, testId } from "@quad/testkit";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

noLeaks({ per: "file" });

let server: Awaited<ReturnType<typeof freshServer>>;
beforeAll(async () => {
  server = await freshServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  onTestFinished(() => client.end());
  await client.connect();
  return client;
}

/** The administrator's URL with other parts. */
function adminUrl(parts: { username?: string; password?: string; host?: string }): string {
  return Object.assign(new URL(server.url), parts).href;
}

const open = (secret = "s", url = server.url) => cluster({ adminUrl: url, secret });

test("makes a database and its owner, and gives the same URL from then on", async () => {
  const name = testId();
  const url = await open().ensureDatabase(name);
  expect(await open().ensureDatabase(name)).toBe(url);
  const client = await connectTo(url);
  await client.query("create table book (id integer)");
  const { rows } = await client.query("select current_user, current_database()");
  expect(rows).toEqual([{ current_user: name, current_database: name }]);
});

test("the role of one service cannot enter the database of another", async () => {
  const [orders, payments] = [testId(), testId()];
  const ofOrders = new URL(await open().ensureDatabase(orders));
  await open().ensureDatabase(payments);
  ofOrders.pathname = `/${payments}`;
  await expect(connectTo(ofOrders.href)).rejects.toMatchObject({ code: "42501" });
});

test("many at the same time all succeed", async () => {
  const name = testId();
  const urls = await Promise.all(Array.from({ length: 8 }, () => open().ensureDatabase(name)));
  expect(new Set(urls).size).toBe(1);
  await connectTo(urls[0] ?? "");
});

test("another secret resets the password, and the data stays", async () => {
  const name = testId();
  const before = await connectTo(await open("old").ensureDatabase(name));
  await before.query("create table book (id integer)");
  const after = await connectTo(await open("new").ensureDatabase(name));
  expect((await after.query("select * from book")).rows).toEqual([]);
});

test("an administrator who is no superuser is enough, on a server that somebody runs", async () => {
  const [admin, name] = [testId(), testId()];
  const superuser = await connectTo(server.url);
  await superuser.query(`create role ${admin} login createrole createdb password 'pw'`);
  const url = adminUrl({ username: admin, password: "pw" });
  await connectTo(await open("s", url).ensureDatabase(name));
});

test("an administrator without the rights hears which are missing", async () => {
  const admin = testId();
  const superuser = await connectTo(server.url);
  await superuser.query(`create role ${admin} login password 'pw'`);
  const url = adminUrl({ username: admin, password: "pw" });
  await expect(open("s", url).ensureDatabase(testId())).rejects.toMatchObject({
    code: "POSTGRES_NOT_ALLOWED",
    message: expect.stringContaining("it needs CREATEROLE and CREATEDB"),
  });
});

test("a wrong password is said to be one, without saying it", async () => {
  const url = adminUrl({ password: "mistaken" });
  const error: Error = await open("s", url)
    .ensureDatabase(testId())
    .then(() => new Error("it was accepted"))
    .catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "POSTGRES_LOGIN_REFUSED" });
  expect(error.message).not.toContain("mistaken");
});

test("a server that does not answer is named", async () => {
  const host = `127.0.0.1:${await freePort()}`;
  let elapsedMs = 0;
  const clock = {
    now: () => new Date(elapsedMs),
    async sleep(delayMs: number) {
      elapsedMs += delayMs;
    },
  };
  const away = cluster({ adminUrl: adminUrl({ host }), secret: "s", clock });
  await expect(away.ensureDatabase(testId())).rejects.toMatchObject({
    code: "POSTGRES_UNREACHABLE",
    message: expect.stringContaining(`No Postgres answers at ${host}: is it running?`),
  });
  expect(elapsedMs).toBe(10_000);
});

test.each(["Orders", "1st", "a-b", "", "a".repeat(64), 'a"; drop'])(
  "%j is no name for a database",
  async (name) => {
    await expect(open().ensureDatabase(name)).rejects.toThrow(TypeError);
  },
);
