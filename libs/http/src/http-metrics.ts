import { defineMetrics } from "@quad/telemetry";
import type { FastifyReply, FastifyRequest } from "fastify";
import { CALLER_GONE_STATUS } from "./problem.ts";

const metrics = defineMetrics({
  requestDuration: {
    name: "http.server.request.duration",
    kind: "histogram",
    unit: "s",
    labels: ["service", "http.request.method", "http.route", "http.response.status_code"],
    meaning: "From a request's headers to the end of its answer; an event stream lasts long",
  },
});

/** Once its answer has ended, or its caller is gone. Without a route: nothing is at that path. */
export function measureRequest(
  service: string,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = reply.raw.writableEnded ? reply.statusCode : CALLER_GONE_STATUS;
  const labels = {
    service,
    "http.request.method": request.method,
    "http.route": request.routeOptions.url ?? "",
    "http.response.status_code": String(status),
  };
  metrics.requestDuration.record(labels, reply.elapsedTime / 1_000);
}
