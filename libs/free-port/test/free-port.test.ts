import { once } from "node:events";
import { createServer } from "node:net";
import { freePort, freePorts } from "@quad/free-port";
import { expect, onTestFinished, test } from "vitest";

async function listen(port: number) {
  const server = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
}

test("a free port can be listened on, and no system hands it out by itself", async () => {
  const port = await freePort();
  await listen(port);
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
});

test("many are all different", async () => {
  const ports = await freePorts(300);
  expect(new Set(ports).size).toBe(300);
});

test("one that somebody listens on is not free", async () => {
  const taken = await freePorts(200);
  for (const port of taken) await listen(port);
  const others = await freePorts(2_000);
  expect(others.filter((port) => taken.includes(port))).toEqual([]);
});
