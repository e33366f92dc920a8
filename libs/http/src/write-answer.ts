import type { FastifyReply } from "fastify";
import { type Answer, type Cookie, isAnswer } from "./answer.ts";
import { etagOf } from "./preconditions.ts";
import type { Route } from "./route.ts";
import { serializerOf } from "./validation.ts";

/** How a route sends the success that its handler returned. */
export function answerWriter(
  route: Pick<Route<never>, "method" | "path" | "answer" | "status" | "location" | "versioned">,
): (reply: FastifyReply, outcome: unknown) => FastifyReply {
  const name = `${route.method} ${route.path}`;
  const serialize = route.answer && serializerOf(route.answer, name);
  return (reply, outcome) => {
    const { body, status, headers, cookies } = inFull(outcome);
    const text = serialize?.(body);
    if (!serialize && body !== undefined) {
      throw new TypeError(`${name} answers with a body, but its row has no schema for it.`);
    }
    reply.code(status ?? route.status);
    if (headers) reply.headers(headers);
    if (route.location) reply.header("location", locationOf(route.location, body));
    if (route.versioned) reply.header("etag", etagOf((body as { version: number }).version));
    if (cookies) setCookies(reply, cookies);
    return text === undefined ? reply.send() : reply.type(JSON_TYPE).send(text);
  };
}

const JSON_TYPE = "application/json; charset=utf-8";
const COOKIE_ATTRIBUTES = { path: "/", httpOnly: true, sameSite: "lax" } as const;

function inFull(outcome: unknown): Omit<Answer<unknown>, symbol> {
  return isAnswer(outcome) ? outcome : { body: outcome };
}

/** The path with each `:name` as the answer tells it. */
function locationOf(path: string, body: unknown): string {
  const told = body as Readonly<Record<string, unknown>>;
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(told[name])));
}

function setCookies(reply: FastifyReply, cookies: Readonly<Record<string, Cookie | null>>): void {
  for (const [name, cookie] of Object.entries(cookies)) {
    if (cookie === null) {
      reply.clearCookie(name, COOKIE_ATTRIBUTES);
      continue;
    }
    const { value, maxAgeSeconds: maxAge } = cookie;
    reply.setCookie(name, value, { ...COOKIE_ATTRIBUTES, ...(maxAge !== undefined && { maxAge }) });
  }
}
