import type { RoutePlugin } from "@quad/http";
import type { GatewayKit } from "./gateway-kit.ts";
import { UPSTREAMS, type Upstream } from "./upstreams.ts";

const ASK_WITHIN_MS = 3_000;
const READY = "ready";

/**
 * `/readyz` of the whole campus: 200 when an order can be placed, otherwise 503 with the reasons.
 *
 * Catalog is asked first and alone. The others count as ready once they have been level with the
 * events that wait for them; asked before catalog has announced its first books, they would be
 * level with nothing and call themselves ready too early.
 */
export function campusReadiness(kit: GatewayKit): RoutePlugin {
  return async (app) => {
    app.get("/readyz", async (_, reply) => {
      const services = await askAll(kit);
      const ready = Object.values(services).every((answer) => answer === READY);
      return reply
        .code(ready ? 200 : 503)
        .header("cache-control", "no-store")
        .send({ status: ready ? READY : "not-ready", services });
    });
  };
}

async function askAll(kit: GatewayKit): Promise<Record<Upstream, string>> {
  const [first, ...others] = UPSTREAMS;
  const answer = await ask(kit, first);
  const rest = others.map(async (service) => [
    service,
    answer === READY ? await ask(kit, service) : `waits for ${first}`,
  ]);
  return Object.fromEntries([[first, answer], ...(await Promise.all(rest))]);
}

/** `ready`, or why not. */
async function ask({ addressOf }: GatewayKit, service: Upstream): Promise<string> {
  const base = addressOf(service);
  if (base === undefined) return "it is not running";
  try {
    const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
    if (response.ok) return READY;
    const { reasons = {} } = (await response.json()) as { reasons?: Record<string, string> };
    return (
      Object.entries(reasons)
        .map((reason) => reason.join(": "))
        .join("; ") || "it says no"
    );
  } catch {
    return "it does not answer";
  }
}
