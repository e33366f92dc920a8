import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** Resolves with null once an order can be placed, or after a while with why it cannot. */
export async function waitUntilReady(url: string): Promise<string | null> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let reasons = "it does not answer";
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return null;
    if (response) reasons = await response.text();
    await sleep(LOOK_EVERY_MS);
  }
  return reasons;
}
