import { noLeaks } from "@quad/testkit";
import { sql } from "kysely";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { PipelinedClient } from "../src/connection/pipelined-client.ts";
import { pipelinedConnection } from "../src/connection/pipelined-connection.ts";
import { preparedStatements } from "../src/connection/prepared-statements.ts";
import { WITH_NEXT } from "../src/connection/with-next.ts";
import { openBank, paid } from "./bank.ts";

noLeaks();

/** A connection to a bank's database that notes what was sent before the last answer had come. */
async function openConnection() {
  const { bank, url } = await openBank();
  const pool = new pg.Pool({ connectionString: url, Client: PipelinedClient, max: 1 });
  const client = (await pool.connect()) as pg.PoolClient & PipelinedClient;
  onTestFinished(async () => {
    client.release();
    await pool.end();
  });
  const sent: string[][] = [];
  let unanswered = 0;
  const query = client.query.bind(client) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
  const noting = {
    query(statement: pg.QueryConfig) {
      if (unanswered++ === 0) sent.push([]);
      sent.at(-1)?.push(statement.text);
      return query(statement).finally(() => unanswered--);
    },
  };
  const noted = { ...noting, socket: client.socket } as unknown as typeof client;
  const connection = pipelinedConnection(noted, preparedStatements());
  const run = (text: string, parameters: unknown[] = []) => connection.query(text, parameters);
  return { bank, client, sent, run, connection };
}

const ADA = "insert into account values ('ada', 5)";
const BOB = "insert into account values ('bob', 5)";

test("a transaction begins with its first statement", async () => {
  const { sent, run } = await openConnection();
  for (const text of ["begin", ADA, BOB, "commit"]) await run(text);
  expect(sent).toEqual([["begin", ADA], [BOB], ["commit"]]);
});

test("what goes with the next is sent before it, in its order", async () => {
  const { bank, sent, run } = await openConnection();
  for (const text of ["begin", WITH_NEXT + ADA, WITH_NEXT + BOB, "commit"]) await run(text);
  expect(sent).toEqual([["begin", ADA, BOB, "commit"]]);
  expect(await bank.sql.selectFrom("account").select("id").execute()).toHaveLength(2);
});

test("what is sent together leaves in one packet, before the first answer", async () => {
  const { client, run } = await openConnection();
  const { socket } = client;
  const events: string[] = [];
  const write = socket.write.bind(socket) as (...all: unknown[]) => boolean;
  socket.write = (...all: unknown[]) => {
    events.push(socket.writableCorked > 0 ? "held" : "sent");
    return write(...all);
  };
  const uncork = socket.uncork.bind(socket);
  socket.uncork = () => {
    uncork();
    if (socket.writableCorked === 0) events.push("packet");
  };
  socket.on("data", () => events.push("answer"));
  const insert = "insert into account values ($1, 5)";
  await run("begin");
  for (const id of ["ada", "ada"]) await run(WITH_NEXT + insert, [id]);
  expect(events).toEqual([]);
  await expect(run("commit")).rejects.toMatchObject({ code: "23505" });
  const until = events.indexOf("answer");
  expect(events.slice(0, until)).toEqual([...new Array(until - 1).fill("held"), "packet"]);
  expect(until).toBeGreaterThan(4);
});

test("a transaction without a statement is none of the server's business", async () => {
  const { sent, run } = await openConnection();
  for (const text of ["begin", "commit", "begin", "rollback", "begin", WITH_NEXT + ADA]) {
    await run(text);
  }
  await run("rollback");
  expect(sent).toEqual([]);
});

test("a rollback takes back what was sent, and drops what was not", async () => {
  const { bank, sent, run } = await openConnection();
  for (const text of ["begin", ADA, WITH_NEXT + BOB, "rollback"]) await run(text);
  expect(sent).toEqual([["begin", ADA], ["rollback"]]);
  expect(await bank.sql.selectFrom("account").select("id").execute()).toEqual([]);
});

test("who has the connection next finds nothing of who had it before", async () => {
  const { bank, run, connection } = await openConnection();
  await run("begin");
  connection.release();
  await run(ADA);
  expect(await bank.sql.selectFrom("account").select("id").execute()).toEqual([{ id: "ada" }]);
});

test("what fails on the way of a commit makes it fail, and undoes the transaction", async () => {
  const { bank, run } = await openConnection();
  for (const text of ["begin", BOB, WITH_NEXT + BOB]) await run(text);
  await expect(run("commit")).rejects.toMatchObject({ code: "23505" });
  expect(await bank.sql.selectFrom("account").select("id").execute()).toEqual([]);
});

test("without an outbox to write to there is no commit", async () => {
  const { bank } = await openBank();
  await sql`drop table quad_outbox`.execute(bank.sql);
  let committed = false;
  const attempt = bank.transaction(async (tx) => {
    await tx.sql.insertInto("account").values({ id: "ada", balance: 5 }).execute();
    tx.emit(paid, paid.example);
    tx.afterCommit(() => {
      committed = true;
    });
  });
  await expect(attempt).rejects.toThrow("quad_outbox");
  expect(committed).toBe(false);
  expect(await bank.sql.selectFrom("account").select("id").execute()).toEqual([]);
});
