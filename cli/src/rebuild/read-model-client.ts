import { setTimeout as sleep } from "node:timers/promises";
import { cliErrors } from "../cli-errors.ts";

export interface ModelProgress {
  readonly name: string;
  readonly position: number;
  readonly head: number;
}

const ATTEMPTS_MAX = 8;
const RETRY_DELAY_MS = 250;
const ANSWER_WITHIN_MS = 30_000;

/** The read models of a service, asked again while that is away. Error: REBUILD_REFUSED. */
export function readModelClient(campusUrl: string, service: string) {
  const url = `${campusUrl}/api/${service}/read-models`;

  async function ask<Answer>(path: string, method: "GET" | "POST"): Promise<Answer> {
    let reason = "";
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const response = await fetch(url + path, { method, signal }).catch(String);
      if (response instanceof Response && response.ok) return (await response.json()) as Answer;
      reason = response instanceof Response ? await detailOf(response) : response;
      if (response instanceof Response && response.status < 500) break;
      await sleep(RETRY_DELAY_MS * 2 ** (attempt - 1));
    }
    throw cliErrors.REBUILD_REFUSED({ url: campusUrl, reason });
  }

  return {
    list: () => ask<readonly ModelProgress[]>("", "GET"),
    rebuild: (name: string) => ask<ModelProgress>(`/${encodeURIComponent(name)}/rebuild`, "POST"),
  };
}

async function detailOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { detail?: string }).detail ?? text;
  } catch {
    return text;
  }
}
