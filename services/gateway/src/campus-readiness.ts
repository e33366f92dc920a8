import type { RoutePlugin } from "@quad/http";
import type { GatewayKit } from "./gateway-kit.ts";
import { upstreamsOf } from "./upstreams.ts";

const ASK_WITHIN_MS = 3_000;
const READY = "ready";

/**
 * `/readyz` of the whole campus, with what each service says. 200 when all are ready, and also when
 * only such are missing as an order can be placed without ("degraded"); 503 otherwise.
 *
 * Services that wait for another's word are asked after it is ready. They count as ready once they
 * have been level with the events that wait for them; before catalog has announced its first books,
 * they would be level with nothing and call themselves ready too early.
 */
export function campusReadiness(kit: GatewayKit): RoutePlugin {
  return async (app) => {
    app.get("/readyz", async (_, reply) => {
      const services = await askAll(kit);
      const missing = upstreamsOf(kit).filter(({ name }) => services[name] !== READY);
      const isOpen = missing.every(({ isEssential }) => !isEssential);
      const incomplete = isOpen ? "degraded" : "not-ready";
      const status = missing.length === 0 ? READY : incomplete;
      return reply
        .code(isOpen ? 200 : 503)
        .header("cache-control", "no-store")
        .send({ status, services });
    });
  };
}

async function askAll(kit: GatewayKit): Promise<Record<string, string>> {
  const answers = new Map<string, Promise<string>>();
  for (const { name, readyAfter } of upstreamsOf(kit)) {
    const before = readyAfter.map((other) => [other, answers.get(other)] as const);
    answers.set(
      name,
      askAfter(before, () => ask(kit, name)),
    );
  }
  const all = [...answers].map(async ([name, answer]) => [name, await answer] as const);
  return Object.fromEntries(await Promise.all(all));
}

async function askAfter(
  before: readonly (readonly [string, Promise<string> | undefined])[],
  askNow: () => Promise<string>,
): Promise<string> {
  for (const [other, answer] of before) if ((await answer) !== READY) return `waits for ${other}`;
  return askNow();
}

/** `ready`, or why not. */
async function ask({ addressOf }: GatewayKit, service: string): Promise<string> {
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
