import type { IncomingHttpHeaders } from "node:http";
import { injectTrace } from "@quad/telemetry";
import type { FastifyRequest } from "fastify";

/** Headers of one connection, not of the message (RFC 9110 7.6.1); `Expect` is answered here. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * What a service is told: the caller's headers, and from the gateway alone who called and how. A
 * caller who claims to be forwarded is not believed.
 */
export function forwardedHeaders(
  request: Pick<FastifyRequest, "id" | "ip" | "protocol" | "host">,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const own = {
    "x-request-id": request.id,
    "x-forwarded-for": request.ip,
    "x-forwarded-proto": request.protocol,
    "x-forwarded-host": request.host,
  };
  return { ...withoutClaims(withoutHops(headers)), ...injectTrace(own) };
}

/** What a caller is told: all that the service said, but nothing about the inner connection. */
export function returnedHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return withoutHops(headers);
}

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

function withoutClaims(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const isClaim = (name: string) => name === "forwarded" || name.startsWith("x-forwarded-");
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isClaim(name)));
}
