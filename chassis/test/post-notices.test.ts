import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { postNotices } from "../src/ports/post-notices.ts";

/** A receiver that answers as it is told; what it was sent. */
async function receiver(status: number) {
  const heard: unknown[] = [];
  const server = createServer(async (request, response) => {
    const { "simulated-signature": signature } = request.headers;
    heard.push({ signature, body: await text(request) });
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address() as { port: number };
  return { heard, url: `http://127.0.0.1:${address.port}/notices` };
}

const notice = { body: '{"kind":"captured"}', headers: { "simulated-signature": "t=1,v1=00" } };

test("posts the body as it is, with its signature", async () => {
  const { heard, url } = await receiver(204);
  await postNotices(() => url)(notice);
  expect(heard).toEqual([{ body: notice.body, signature: "t=1,v1=00" }]);
});

test("says so when the receiver does not take it", async () => {
  const { url } = await receiver(503);
  await expect(postNotices(() => url)(notice)).rejects.toThrow("503");
});

test("waits for a receiver that is not running yet", async () => {
  let url: string | undefined;
  const post = postNotices(() => url);
  await expect(post(notice)).rejects.toThrow("not running");
  const started = await receiver(204);
  url = started.url;
  await post(notice);
  expect(started.heard).toHaveLength(1);
});
