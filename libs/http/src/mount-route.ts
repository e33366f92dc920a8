import { currentTraceId, inSpan } from "@quad/telemetry";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { withDeadline } from "./deadline.ts";
import { isEventStream } from "./event-stream.ts";
import { httpErrors } from "./http-errors.ts";
import type { OpenStreams } from "./open-streams.ts";
import { idempotencyKeyOf, versionSeenBy } from "./preconditions.ts";
import { type Statuses, statusOf } from "./problem.ts";
import type { Route } from "./route.ts";
import { bytesOf, EVENT_STREAM_HEADERS } from "./send-events.ts";
import { NoBody } from "./validation.ts";
import { answerWriter } from "./write-answer.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** For the access log, which is written when the span of the request is over. */
    traceId: string | undefined;
  }
  interface FastifyContextConfig {
    /** The row behind a route of Fastify. */
    route?: Route<never>;
  }
}

/** What the routes of one server share. */
export interface RouteContext<Kit> {
  readonly service: string;
  readonly kit: Kit;
  readonly statuses: Statuses;
  readonly open: OpenStreams;
  /** Handlers that run, also those whose caller is gone: they end before the server does. */
  readonly underWay: Set<Promise<unknown>>;
}

/** Makes a row of the table answer requests. */
export function mountRoute<Kit>(
  app: FastifyInstance,
  route: Route<Kit>,
  context: RouteContext<Kit>,
): void {
  const { method, path, params, query, body = NoBody } = route;
  const write = answerWriter(route);
  app.route({
    method,
    url: path,
    schema: { params, querystring: query, ...(method !== "GET" && { body }) },
    bodyLimit: route.bodyBytesMax,
    exposeHeadRoute: method === "GET" && !route.events,
    config: { route: route as Route<never> },
    handler: async (request, reply) => {
      const caller = callerOf(reply);
      const outcome = await underSpan(route, context, request, () => {
        const work = handle(route, context, request, caller.signal);
        track(context.underWay, work);
        return withDeadline(caller, route.deadlineMs, work);
      });
      if (!isEventStream(outcome)) return write(reply, outcome);
      if (!route.events) throw new TypeError(`${method} ${path} lacks \`events: true\`.`);
      const { log } = reply;
      const bytes = bytesOf(outcome, { caller, open: context.open, log });
      return reply.headers(EVENT_STREAM_HEADERS).send(bytes);
    },
  });
}

async function handle<Kit>(
  route: Route<Kit>,
  { kit }: RouteContext<Kit>,
  { headers, params, query, body, cookies }: FastifyRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const idempotencyKey = idempotencyKeyOf(headers, route.idempotencyKey);
  const ifMatch = versionSeenBy(headers, route.ifMatch);
  return route.handle({
    kit,
    params,
    query,
    body,
    headers,
    cookies,
    idempotencyKey,
    ifMatch,
    signal,
  });
}

/** Aborts when the caller hangs up. Fastify's own signal aborts once a body is read (5.12). */
function callerOf({ raw }: FastifyReply): AbortController {
  const caller = new AbortController();
  raw.once("close", () => {
    if (!raw.writableEnded) caller.abort(httpErrors.CALLER_GONE());
  });
  return caller;
}

function track(underWay: Set<Promise<unknown>>, work: Promise<unknown>): void {
  underWay.add(work);
  const leave = () => underWay.delete(work);
  work.then(leave, leave);
}

/** A refusal is a good answer to a bad request: only failures of ours mark the span as failed. */
async function underSpan<Kit, T>(
  { method, path }: Route<Kit>,
  { service, statuses }: RouteContext<Kit>,
  request: FastifyRequest,
  run: () => Promise<T>,
): Promise<T> {
  const attributes = {
    "service.name": service,
    "http.request.method": method,
    "http.route": path,
  };
  const options = { kind: "server", from: request.headers, attributes } as const;
  const settled = await inSpan(`${method} ${path}`, options, async () => {
    request.traceId = currentTraceId();
    try {
      return { value: await run() };
    } catch (error) {
      if (statusOf(error, statuses) >= 500) throw error;
      return { refused: error };
    }
  });
  if ("refused" in settled) throw settled.refused;
  return settled.value;
}
