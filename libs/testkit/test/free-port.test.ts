import { once } from "node:events";
import { createServer } from "node:net";
import { freePort } from "@quad/testkit";
import { expect, test } from "vitest";

test("the port can be bound", async () => {
  const port = await freePort();
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  expect(server.address()).toMatchObject({ port });
  server.close();
});
