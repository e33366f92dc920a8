import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { noLeaks } from "@quad/testkit";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";

async function openServer(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

// What a test leaks on purpose, closed when every check has seen it.
const leaked: Server[] = [];
afterAll(() => {
  for (const server of leaked) server.close();
});

describe("what stays open fails the test", () => {
  noLeaks();

  test.fails("a server", async () => {
    leaked.push(await openServer());
  });
});

describe("what is closed in time does not", () => {
  noLeaks();
  let closeAfterEach: (() => unknown) | undefined;
  afterEach(() => closeAfterEach?.());

  test("in the test", async () => {
    const server = await openServer();
    server.close();
  });

  test("in onTestFinished", async () => {
    const server = await openServer();
    onTestFinished(() => void server.close());
  });

  test("in a later afterEach", async () => {
    const server = await openServer();
    closeAfterEach = () => server.close();
  });
});

describe("an allowed type may stay, no other", () => {
  noLeaks({ allow: { TCPSERVERWRAP: "the test of allowances leaves a server open" } });

  test("the allowed", async () => {
    leaked.push(await openServer());
  });

  test.fails("another", () => {
    const timer = setTimeout(() => {}, 60_000);
    leaked[0]?.once("close", () => clearTimeout(timer));
  });
});

describe("per file, tests may share what beforeAll opens", () => {
  noLeaks({ per: "file" });
  let server: Server;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => void server.close());

  test("the first", () => expect(server.listening).toBe(true));
  test("the second", () => expect(server.listening).toBe(true));
});
