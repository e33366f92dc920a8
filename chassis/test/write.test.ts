import { pathToFileURL } from "node:url";
import { type DatabaseKit, writesOf } from "@quad/chassis";
import { fakeClock } from "@quad/clock";
import { defineOperation } from "@quad/contracts";
import { openDatabase } from "@quad/database";
import { freshDatabase } from "@quad/database/testing";
import { httpServer } from "@quad/http";
import { createLogger } from "@quad/telemetry";
import { temporaryFolder } from "@quad/testkit";
import { sql } from "kysely";
import { Type } from "typebox";
import { expect, onTestFinished, test } from "vitest";

const migrations = pathToFileURL(`${temporaryFolder()}/`);
const log = createLogger({ service: "t", level: "fatal", format: "json" });

interface Schema {
  note: { id: number; text: string };
}

const write = writesOf<Schema, DatabaseKit<Schema>>();

const addNote = defineOperation({
  ...{ owner: "notes", who: "anyone", name: "notes.add-note", method: "POST" },
  path: "/notes/:shelf",
  summary: "Add a note",
  params: Type.Object({ shelf: Type.String() }),
  body: Type.Object({ text: Type.String() }),
  idempotencyKey: "optional",
  answer: Type.Object({ id: Type.Integer(), text: Type.String() }),
  status: 201,
  location: "/notes/:id",
});

const row = write(addNote, async ({ tx, body: { text } }) => {
  const { rows } = await sql<{ id: number }>`
    insert into note (text) values (${text}) returning id
  `.execute(tx.sql);
  if (text === "fails") throw new TypeError("It fails after it has written.");
  return { id: rows[0]?.id ?? 0, text };
});

/** A service that keeps notes, over HTTP. */
async function notes() {
  const fresh = await freshDatabase();
  const clock = fakeClock();
  const database = openDatabase<Schema>({
    ...{ service: "notes", url: fresh.url, migrations, log, clock },
  });
  await database.start();
  await sql`create table note (id serial primary key, text text)`.execute(database.sql);
  const server = httpServer({
    ...{ service: "notes", summary: "Notes.", version: "1.0.0", log, routes: [row] },
    ...{ host: "127.0.0.1", port: 0, ready: async () => ({}) },
    kit: { database } as unknown as DatabaseKit<Schema>,
  });
  await server.start();
  onTestFinished(async () => {
    await server.stop();
    await database.stop();
    await fresh[Symbol.asyncDispose]();
  });
  return {
    async add(text: string, key?: string, shelf = "a") {
      const response = await fetch(`${server.url}/notes/${shelf}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key && { "idempotency-key": key }) },
        body: JSON.stringify({ text }),
      });
      const { status, headers } = response;
      const said = (await response.json()) as { id?: number; code?: string };
      const told = {
        location: headers.get("location"),
        replayed: headers.get("idempotency-replayed"),
      };
      return { status, ...told, ...said };
    },
    count: async () => (await sql`select from note`.execute(database.sql)).rows.length,
  };
}

test("a repeated request gets the first answer, where it is found included", async () => {
  const { add, count } = await notes();
  const first = { status: 201, id: 1, text: "x", location: "/notes/1", replayed: null };
  expect(await add("x", "k")).toEqual(first);
  expect(await add("x", "k")).toEqual({ ...first, replayed: "true" });
  expect(await count()).toBe(1);
});

test("ten at the same time are one", async () => {
  const { add, count } = await notes();
  const answers = await Promise.all(Array.from({ length: 10 }, () => add("x", "k")));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
  expect(await count()).toBe(1);
});

test("another body or address under a used key is refused, and changes nothing", async () => {
  const { add, count } = await notes();
  await add("x", "k");
  expect(await add("y", "k")).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  expect(await add("x", "k", "b")).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  expect(await count()).toBe(1);
});

test("without a key each request is one of its own", async () => {
  const { add, count } = await notes();
  expect([(await add("x")).id, (await add("x")).id]).toEqual([1, 2]);
  expect(await count()).toBe(2);
});

test("work that fails leaves nothing behind, and its key unused", async () => {
  const { add, count } = await notes();
  expect(await add("fails", "k")).toMatchObject({ status: 500 });
  expect(await count()).toBe(0);
  expect(await add("x", "k")).toMatchObject({ status: 201, replayed: null });
});
