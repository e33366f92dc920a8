import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { systemClock as clock } from "@quad/clock";
import { connect } from "@quad/database";
import { freePort } from "@quad/free-port";
import { noLeaks, signal } from "@quad/testkit";
import { expect, onTestFinished, test } from "vitest";

noLeaks();

const WITHIN_MS = 20_000;
const LONG_MS = 60_000;

/** A server that accepts and says nothing. */
async function silentServer(options: { readonly allowHalfOpen: boolean }) {
  const sockets = new Set<Socket>();
  const accepted = signal("a connection is accepted");
  const left = signal("the client has gone");
  const server = createServer(options, (socket) => {
    sockets.add(socket);
    // Somebody who goes away in the middle is what this is about.
    socket.on("error", () => {});
    socket.on("end", left.resolve).on("close", left.resolve);
    // Only one that reads notices that the other side has gone.
    socket.once("data", () => accepted.resolve());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: `postgres://a:b@127.0.0.1:${port}/c`, accepted, left };
}

/** What connecting came to, once it has. */
function outcomeOf(connecting: Promise<unknown>) {
  const outcome = signal<unknown>("connecting has ended");
  connecting.then(() => outcome.resolve("connected"), outcome.resolve);
  return outcome;
}

test.each([
  { name: "closes with its client", allowHalfOpen: false },
  { name: "does not even close", allowHalfOpen: true },
])("an abort while a silent server that $name has accepted ends it", async ({ allowHalfOpen }) => {
  const { url, accepted, left } = await silentServer({ allowHalfOpen });
  const caller = new AbortController();
  const outcome = outcomeOf(connect({ url, clock, deadlineMs: LONG_MS, signal: caller.signal }));
  await accepted.within(WITHIN_MS);
  const reason = new Error("no more patience");
  caller.abort(reason);
  expect(await outcome.within(WITHIN_MS)).toBe(reason);
  await left.within(WITHIN_MS);
});

test("an abort between two attempts ends it", async () => {
  const caller = new AbortController();
  const url = `postgres://a:b@127.0.0.1:${await freePort()}/c`;
  const outcome = outcomeOf(connect({ url, clock, deadlineMs: LONG_MS, signal: caller.signal }));
  const reason = new Error("no more patience");
  caller.abort(reason);
  expect(await outcome.within(WITHIN_MS)).toBe(reason);
});

test("an abort before it begins is heard", async () => {
  const reason = new Error("no patience at all");
  const options = { url: "postgres://127.0.0.1:1/c", clock, deadlineMs: LONG_MS };
  const outcome = outcomeOf(connect({ ...options, signal: AbortSignal.abort(reason) }));
  expect(await outcome.within(WITHIN_MS)).toBe(reason);
});
