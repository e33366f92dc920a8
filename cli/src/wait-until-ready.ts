import { setTimeout as sleep } from "node:timers/promises";
import { askReadiness, type Readiness } from "@quad/readiness";

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

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

/** The services that are not ready, each with its reason. */
export function missingIn({ services }: Readiness): string {
  const missing = Object.entries(services).filter(([, answer]) => answer !== "ready");
  return missing.map(([name, reason]) => `${name} (${reason})`).join(", ") || "no answer";
}
