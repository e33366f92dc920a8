import { createServer, type Server } from "node:http";
import { defineCall, releaseStock } from "@quad/contracts";
import { defineErrors } from "@quad/errors";
import { freePort } from "@quad/free-port";
import { httpServer } from "@quad/http";
import { testLifecycle } from "@quad/lifecycle/conformance";
import { answeringOf, rpcClient } from "@quad/rpc";
import { createLogger, inSpan, installTracing, scrapeMetrics } from "@quad/telemetry";
import { noLeaks, signal } from "@quad/testkit";
import { Type } from "typebox";
import { describe, expect, onTestFinished, test } from "vitest";

const WITHIN_MS = 10_000;
const log = createLogger({ service: "shop", level: "fatal", format: "json" });
const { SHELF_LOCKED } = defineErrors({ SHELF_LOCKED: ["conflict", "Shelf {shelf} is locked."] });

const countBooks = defineCall({
  name: "shop.count-books",
  owner: "shop",
  summary: "Counts the books of a shelf.",
  request: Type.Object({ shelf: Type.String({ maxLength: 10 }) }),
  answer: Type.Object({ books: Type.Integer() }),
  deadlineMs: 60_000,
  example: { request: { shelf: "A" }, answer: { books: 1 } },
});

/** A shop that answers `countBooks` as the test says, and somebody who asks it. */
async function shopThat(answer: (shelf: string, signal: AbortSignal) => Promise<number>) {
  const answering = answeringOf<unknown>();
  const shop = httpServer({
    service: "shop",
    summary: "A shop for tests.",
    version: "1.0.0",
    kit: undefined,
    routes: [
      answering(countBooks, async (_, { shelf }, aborted) => ({
        books: await answer(shelf, aborted),
      })),
    ],
    log,
    host: "127.0.0.1",
    port: 0,
    ready: async () => ({}),
  });
  await shop.start();
  onTestFinished(() => shop.stop());
  return { shop, client: await asking(() => shop.url) };
}

async function asking(addressOf: () => string | undefined) {
  const client = rpcClient({ addressOf });
  await client.start();
  onTestFinished(() => client.stop());
  return client;
}

/** A server that is no HTTP server of ours. */
async function rawServer(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(handle as never);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

testLifecycle("rpcClient", {
  make: () => rpcClient({ addressOf: () => "http://127.0.0.1:1" }),
  works: (client) =>
    client.ask(releaseStock, releaseStock.example.request).then(
      () => true,
      (error: Error) => !error.message.includes("has stopped"),
    ),
});

describe("asking", () => {
  noLeaks();

  test("gets the answer of the owner", async () => {
    const { client } = await shopThat(async (shelf) => shelf.length);
    expect(await client.ask(countBooks, { shelf: "abc" })).toEqual({ books: 3 });
  });

  test("a refusal arrives in the owner's own words", async () => {
    const { client } = await shopThat(async (shelf) => {
      throw SHELF_LOCKED({ shelf });
    });
    await expect(client.ask(countBooks, { shelf: "A" })).rejects.toMatchObject({
      code: "SHELF_LOCKED",
      kind: "conflict",
      message: "Shelf A is locked.",
      details: { shelf: "A" },
    });
  });

  test("a request against the schema is refused, and reaches nobody", async () => {
    let asked = 0;
    const { client } = await shopThat(async () => ++asked);
    await expect(client.ask(countBooks, { shelf: "much too long" })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      kind: "invalid",
    });
    expect(asked).toBe(0);
  });

  test("an owner that is not there did nothing", async () => {
    const closedPort = `http://127.0.0.1:${await freePort()}`;
    for (const address of [undefined, closedPort]) {
      const client = await asking(() => address);
      await expect(client.ask(countBooks, { shelf: "A" })).rejects.toMatchObject({
        code: "CALL_UNAVAILABLE",
        kind: "unavailable",
      });
    }
  });

  test("after the deadline the outcome is unknown, and the owner is told to stop", async () => {
    const told = signal("the owner hears that nobody waits");
    const { client } = await shopThat(async (_, aborted) => {
      aborted.addEventListener("abort", () => told.resolve());
      await told.within(WITHIN_MS);
      return 1;
    });
    // Long enough that the owner has begun, on a busy machine too.
    const impatient = { ...countBooks, deadlineMs: 2_000 };
    await expect(client.ask(impatient, { shelf: "A" })).rejects.toMatchObject({
      code: "CALL_UNANSWERED",
      kind: "timeout",
    });
    await told.within(WITHIN_MS);
  });

  test("when something breaks at the owner's the outcome is unknown", async () => {
    const { client } = await shopThat(async () => {
      throw new Error("the disk is full");
    });
    await expect(client.ask(countBooks, { shelf: "A" })).rejects.toMatchObject({
      code: "CALL_UNANSWERED",
      message: expect.stringContaining("status 500"),
    });
  });

  test.each([
    [
      "a connection that is cut",
      (_: unknown, { socket }: { socket: { destroy(): void } }) => socket.destroy(),
    ],
    [
      "an answer that is no JSON",
      (_: unknown, response: { end(text: string): void }) => response.end("<html>"),
    ],
  ])("%s leaves the outcome unknown", async (_, handle) => {
    const url = await rawServer(handle as never);
    const client = await asking(() => url);
    await expect(client.ask(countBooks, { shelf: "A" })).rejects.toMatchObject({
      code: "CALL_UNANSWERED",
    });
  });

  test("the asker may give up before the deadline", async () => {
    const begun = signal("the owner has begun");
    const { client } = await shopThat(async (_, aborted) => {
      begun.resolve();
      await new Promise((resolve) => aborted.addEventListener("abort", resolve));
      return 1;
    });
    const caller = new AbortController();
    const asked = client.ask({ ...countBooks, deadlineMs: 60_000 }, { shelf: "A" }, caller);
    const refused = expect(asked).rejects.toMatchObject({ code: "CALL_UNANSWERED" });
    await begun.within(WITHIN_MS);
    caller.abort();
    await refused;
  });

  test("a stop lets the calls under way end", async () => {
    const begun = signal("the owner has begun");
    const go = Promise.withResolvers<number>();
    const { client } = await shopThat(() => {
      begun.resolve();
      return go.promise;
    });
    const asked = client.ask({ ...countBooks, deadlineMs: 60_000 }, { shelf: "A" });
    await begun.within(WITHIN_MS);
    const stopped = client.stop();
    go.resolve(7);
    expect(await asked).toEqual({ books: 7 });
    await stopped;
  });
});

test("a call is measured, by who asks and what came of it", async () => {
  installTracing();
  await scrapeMetrics();
  const { client } = await shopThat(async (shelf) => {
    if (shelf === "B") throw SHELF_LOCKED({ shelf });
    return 3;
  });
  await inSpan("place order", { attributes: { "service.name": "orders" } }, async () => {
    await client.ask(countBooks, { shelf: "A" });
    await expect(client.ask(countBooks, { shelf: "B" })).rejects.toThrow("locked");
  });
  const lines = (await scrapeMetrics()).split("\n");
  const counted = (errorType: string) =>
    `rpc_client_call_duration_count{service="orders",rpc_method="shop.count-books",error_type="${errorType}"} 1`;
  expect(lines).toContain(counted(""));
  expect(lines).toContain(counted("SHELF_LOCKED"));
});
