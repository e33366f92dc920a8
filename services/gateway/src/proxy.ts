import replyFrom from "@fastify/reply-from";
import { httpErrors, type RoutePlugin } from "@quad/http";
import { inSpan } from "@quad/telemetry";
import type { FastifyReply } from "fastify";
import { forwardedHeaders, returnedHeaders } from "./forwarded-headers.ts";
import { gatewayErrors } from "./gateway-errors.ts";
import type { GatewayKit } from "./gateway-kit.ts";
import { openStreams } from "./open-streams.ts";
import { upstreamOf } from "./upstreams.ts";

/** Between two chunks of an answer. Event streams have a heartbeat every 15 s. */
const SILENCE_MS_MAX = 60_000;
const CONNECT_WITHIN_MS = 2_000;
/** To one service. Every open event stream takes one. */
const CONNECTIONS_MAX = 1_000;

/** Hands `/api/<service>/…` to the service, as it is: bodies and event streams are not held. */
export function proxy(kit: GatewayKit): RoutePlugin {
  return async (app) => {
    const streams = openStreams();
    const { QUAD_GATEWAY_TIMEOUT: timeoutMs } = kit.settings;
    app.addHook("preClose", async () => streams.end());
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_, payload, done) => done(null, payload));
    await app.register(replyFrom, {
      undici: {
        connections: CONNECTIONS_MAX,
        headersTimeout: timeoutMs,
        bodyTimeout: SILENCE_MS_MAX,
        connect: { timeout: CONNECT_WITHIN_MS },
      },
      destroyAgent: true,
      disableRequestLogging: true,
    });
    app.all("/api/*", async (request, reply) => {
      // The path as the service will see it, without any `..`.
      const { pathname } = new URL(request.url, "http://gateway");
      const service = upstreamOf(kit, pathname);
      if (!service) throw httpErrors.ROUTE_NOT_FOUND();
      const base = kit.addressOf(service);
      if (base === undefined) throw gatewayErrors.SERVICE_UNAVAILABLE({ service });
      const attributes = { "service.name": kit.service, "http.request.method": request.method };
      const options = { kind: "server", from: request.headers, attributes } as const;
      await inSpan(`${request.method} /api/${service}`, options, () =>
        forward(reply, { base, pathname, streams }).catch((error: unknown) => {
          throw inOurTerms(error, { service, timeoutMs });
        }),
      );
      return reply;
    });
  };
}

/** Resolves when the answer has begun, or when its caller went away. */
function forward(
  reply: FastifyReply,
  to: { base: string; pathname: string; streams: ReturnType<typeof openStreams> },
): Promise<void> {
  return new Promise((resolve, reject) => {
    reply.raw.once("close", resolve);
    reply.from(to.pathname, {
      getUpstream: () => to.base,
      // A service that says 503 means it; its callers decide whether to ask again.
      retryDelay: () => null,
      rewriteRequestHeaders: forwardedHeaders,
      rewriteHeaders: returnedHeaders,
      onResponse: (_, __, { stream }) => {
        const isEvents = String(reply.getHeader("content-type")).startsWith("text/event-stream");
        reply.send(isEvents ? to.streams.track(stream) : stream);
        resolve();
      },
      onError: (_, { error }) => reject(error),
    });
  });
}

function inOurTerms(
  error: unknown,
  { service, timeoutMs }: { service: string; timeoutMs: number },
) {
  const isLate = (error as { statusCode?: unknown }).statusCode === 504;
  return isLate
    ? gatewayErrors.SERVICE_TIMEOUT({ service, timeoutMs }, error)
    : gatewayErrors.SERVICE_UNAVAILABLE({ service }, error);
}
