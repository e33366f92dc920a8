import { setTimeout as sleep } from "node:timers/promises";
import type { ImportResult, ImportRow } from "@quad/contracts/http/catalog";
import { cliErrors } from "../cli-errors.ts";

const ATTEMPTS_MAX = 8;
const RETRY_DELAY_MS = 250;
const ANSWER_WITHIN_MS = 30_000;

/** The catalogue's import, asked again while it is away: repeating a batch changes nothing. */
export function catalogClient(campusUrl: string, { dryRun }: { dryRun: boolean }) {
  return {
    async importBooks(rows: readonly ImportRow[]): Promise<ImportResult> {
      let reason = "";
      for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
        const response = await post(`${campusUrl}/api/catalog/imports`, { rows, dryRun });
        if (response instanceof Response && response.ok) return await response.json();
        reason = response instanceof Response ? await response.text() : response;
        if (response instanceof Response && response.status < 500) break;
        await sleep(RETRY_DELAY_MS * 2 ** (attempt - 1));
      }
      throw cliErrors.IMPORT_REFUSED({ url: campusUrl, reason });
    },
  };
}

async function post(url: string, body: unknown): Promise<Response | string> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((error: unknown) => String(error));
}
