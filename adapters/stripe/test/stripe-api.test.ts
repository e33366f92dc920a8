import { once } from "node:events";
import { createServer } from "node:http";
import { systemClock as clock } from "@quad/clock";
import { freePort } from "@quad/free-port";
import { expect, onTestFinished, test } from "vitest";
import { stripeApi } from "../src/stripe-api.ts";

const ANSWER_WITHIN_MS = 5_000;
const AWAY = { code: "CHARGE_UNAVAILABLE" };

function api(port: number) {
  const address = `http://127.0.0.1:${port}`;
  return stripeApi({ address, apiKey: "sk_test_x", clock, answerWithinMs: ANSWER_WITHIN_MS });
}

test("a request that was never sent has done nothing", async () => {
  const port = await freePort();
  const post = api(port).post("/v1/payment_intents", { amount: "1" }, "key");
  await expect(post).rejects.toMatchObject(AWAY);
});

test("a redirect is not followed: the API key stays here", async () => {
  const heard: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    heard.push(url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  await expect(api(port).get("/v1/charges")).rejects.toMatchObject(AWAY);
  const answer = await api(port).post("/v1/refunds", { amount: "1" }, "key");
  expect(answer.kind).toBe("unknown");
  expect(heard).toEqual(["/v1/charges?", "/v1/refunds"]);
});

test("an answer that is no JSON leaves it open what happened", async () => {
  const server = createServer((_, response) => void response.end("<html>")).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  expect(await api(port).post("/v1/refunds", {}, "key")).toMatchObject({ kind: "unknown" });
});
