import { setTimeout as sleep } from "node:timers/promises";
import { cliErrors } from "./cli-errors.ts";

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** Resolves with true once an order can be placed. Error: CAMPUS_NOT_READY with the reasons. */
export async function waitUntilReady(url: string): Promise<true> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let reasons = "it does not answer";
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return true;
    if (response) reasons = await response.text();
    await sleep(LOOK_EVERY_MS);
  }
  throw cliErrors.CAMPUS_NOT_READY({ seconds: READY_WITHIN_MS / 1000, reasons });
}
