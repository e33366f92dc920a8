import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** What the gateway says of the campus. */
export interface Readiness {
  /** `degraded`: not all services are ready, but an order can be placed. */
  readonly status: "ready" | "degraded" | "not-ready" | "not answering";
  /** `ready`, or why not, by service. */
  readonly services: Readonly<Record<string, string>>;
}

/** Resolves once all services are ready, or after a while, or when `signal` aborts. */
export async function waitUntilReady(url: string, signal: AbortSignal): Promise<Readiness> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let readiness = await askReadiness(url, signal);
  while (readiness.status !== "ready" && Date.now() < deadline && !signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    readiness = await askReadiness(url, signal);
  }
  return readiness;
}

export async function askReadiness(url: string, signal?: AbortSignal): Promise<Readiness> {
  try {
    const response = await fetch(`${url}/readyz`, signal ? { signal } : {});
    return (await response.json()) as Readiness;
  } catch {
    return { status: "not answering", services: {} };
  }
}

/** The services that are not ready, each with its reason. */
export function missingIn({ services }: Readiness): string {
  const missing = Object.entries(services).filter(([, answer]) => answer !== "ready");
  return missing.map(([name, reason]) => `${name} (${reason})`).join(", ") || "no answer";
}
