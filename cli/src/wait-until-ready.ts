import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/**
 * Resolves with null once an order can be placed, or after a while, or when `signal` aborts, with
 * why it cannot.
 */
export async function waitUntilReady(url: string, signal: AbortSignal): Promise<string | null> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let reasons = "it does not answer";
  while (Date.now() < deadline && !signal.aborted) {
    const response = await fetch(`${url}/readyz`, { signal }).catch(() => null);
    if (response?.ok) return null;
    if (response) reasons = await response.text();
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
  }
  return reasons;
}
