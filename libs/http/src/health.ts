import type { Logger } from "@quad/telemetry";
import type { FastifyInstance } from "fastify";
import { withDeadline } from "./deadline.ts";

/** Why a server is not ready, part by part; empty when it is. */
export type Readiness = () => Promise<Readonly<Record<string, string>>>;

/** Longest time for the parts to say whether they are ready. */
const READY_MS = 2000;

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work, or 503 with the reasons.
 * A plugin that has brought such an address itself is left alone.
 */
export function mountHealth(app: FastifyInstance, ready: Readiness, log: Logger): void {
  if (!app.hasRoute({ method: "GET", url: "/healthz" })) {
    app.get("/healthz", async () => ({ status: "ok" }));
  }
  if (app.hasRoute({ method: "GET", url: "/readyz" })) return;
  app.get("/readyz", async (_, reply) => {
    const reasons = await reasonsOf(ready, log);
    if (Object.keys(reasons).length === 0) return { status: "ready" };
    return reply.code(503).send({ status: "not-ready", reasons });
  });
}

/** `/metrics`, for whoever collects them. A plugin's own is left alone. */
export function mountMetrics(app: FastifyInstance, scrape: () => Promise<string>): void {
  if (app.hasRoute({ method: "GET", url: "/metrics" })) return;
  app.get("/metrics", async (_, reply) => {
    reply.type("text/plain; version=0.0.4; charset=utf-8");
    return await scrape();
  });
}

async function reasonsOf(ready: Readiness, log: Logger) {
  try {
    return await withDeadline(new AbortController(), READY_MS, ready());
  } catch (error) {
    log.warn({ error }, "readiness could not be told");
    return { readiness: "it could not be told" };
  }
}
