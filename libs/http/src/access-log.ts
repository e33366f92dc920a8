import type { FastifyReply, FastifyRequest } from "fastify";
import { CALLER_GONE_STATUS } from "./problem.ts";

/** One line a request: a change is worth it to everybody, a look to whoever debugs. */
export function logAccess(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url, traceId } = request;
  const level = method === "GET" || method === "HEAD" ? "debug" : "info";
  const fields = {
    method,
    // Without the query: people search for things that are nobody's business.
    path: url.split("?", 1)[0],
    status: reply.raw.writableEnded ? reply.statusCode : CALLER_GONE_STATUS,
    durationMs: Math.round(reply.elapsedTime),
    ...(traceId && { traceId }),
  };
  request.log[level](fields, "answered");
}
