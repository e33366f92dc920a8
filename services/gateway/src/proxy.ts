import replyFrom from "@fastify/reply-from";
import { httpErrors, type RoutePlugin } from "@quad/http";
import { inSpan } from "@quad/telemetry";
import type { FastifyReply } from "fastify";
import { forwardedHeaders, returnedHeaders } from "./forwarded-headers.ts";
import { gatewayErrors } from "./gateway-errors.ts";
import type { GatewayKit } from "./gateway-kit.ts";
import { openStreams } from "./open-streams.ts";
import { type Upstream, upstreamOf } from "./upstreams.ts";

/** Services answer within 10 s or say that they could not, so this passes only when one hangs. */
const ANSWER_WITHIN_MS = 15_000;
/** Between two chunks of an answer. Event streams have a heartbeat every 15 s. */
const SILENCE_MS_MAX = 60_000;
const CONNECT_WITHIN_MS = 2_000;
/** To one service. Every open event stream takes one. */
const CONNECTIONS_MAX = 1_000;

/** Hands `/api/<service>/…` to the service, as it is: bodies and event streams are not held. */
export function proxy(kit: GatewayKit): RoutePlugin {
  return async (app) => {
    const streams = openStreams();
    app.addHook("preClose", async () => streams.end());
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_, payload, done) => done(null, payload));
    await app.register(replyFrom, {
      undici: {
        connections: CONNECTIONS_MAX,
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: SILENCE_MS_MAX,
        connect: { timeout: CONNECT_WITHIN_MS },
      },
      destroyAgent: true,
      disableRequestLogging: true,
    });
    app.all("/api/*", async (request, reply) => {
      // The path as the service will see it, without any `..`.
      const { pathname } = new URL(request.url, "http://gateway");
      const service = upstreamOf(pathname);
      if (!service) throw httpErrors.ROUTE_NOT_FOUND();
      const base = kit.addressOf(service);
      if (base === undefined) throw gatewayErrors.SERVICE_UNAVAILABLE({ service });
      const attributes = { "service.name": kit.service, "http.request.method": request.method };
      const options = { kind: "server", from: request.headers, attributes } as const;
      await inSpan(`${request.method} /api/${service}`, options, () =>
        forward(reply, { service, base, pathname, streams }),
      );
      return reply;
    });
  };
}

/** Resolves when the answer has begun. Errors: SERVICE_UNAVAILABLE, SERVICE_TIMEOUT. */
function forward(
  reply: FastifyReply,
  to: {
    service: Upstream;
    base: string;
    pathname: string;
    streams: ReturnType<typeof openStreams>;
  },
): Promise<void> {
  const { service, base, pathname, streams } = to;
  return new Promise((resolve, reject) => {
    // A caller who went away gets no answer.
    reply.raw.once("close", resolve);
    reply.from(pathname, {
      getUpstream: () => base,
      // A service that says 503 means it; its callers decide whether to ask again.
      retryDelay: () => null,
      rewriteRequestHeaders: forwardedHeaders,
      rewriteHeaders: returnedHeaders,
      onResponse: (_, __, { stream }) => {
        const isEvents = String(reply.getHeader("content-type")).startsWith("text/event-stream");
        reply.send(isEvents ? streams.track(stream) : stream);
        resolve();
      },
      onError: (_, { error }) => reject(inOurTerms(error, service)),
    });
  });
}

function inOurTerms(error: Error, service: Upstream): Error {
  const { statusCode } = error as { statusCode?: number };
  return statusCode === 504
    ? gatewayErrors.SERVICE_TIMEOUT({ service, timeoutMs: ANSWER_WITHIN_MS }, error)
    : gatewayErrors.SERVICE_UNAVAILABLE({ service }, error);
}
