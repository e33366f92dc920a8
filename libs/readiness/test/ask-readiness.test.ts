import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { askReadiness, isReady } from "@quad/readiness";
import { expect, onTestFinished, test } from "vitest";

/** A gateway of which only `/readyz` is there. */
async function gateway(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  [200, { status: "ready", services: { cart: "ready" } }, true],
  [200, { status: "degraded", services: { cart: "it does not answer" } }, false],
  [503, { status: "not-ready", services: { orders: "it is not running" } }, false],
])("says what the gateway says: %i %o", async (status, answer, whole) => {
  const url = await gateway(status, JSON.stringify(answer));
  expect(await askReadiness(url)).toEqual(answer);
  expect(await isReady(url)).toBe(whole);
});

test("what is not a gateway does not answer", async () => {
  expect(await askReadiness(await gateway(200, "<html>"))).toEqual({
    status: "not answering",
    services: {},
  });
});
