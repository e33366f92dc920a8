import { setTimeout as sleep } from "node:timers/promises";

/** The shop's public HTTP, as a careful program uses it: what went wrong on the way is repeated. */
export interface ShopClient {
  /** Repeats until there is a definite answer; undefined when there was none until the end. */
  definite(request: ShopRequest): Promise<ShopAnswer | undefined>;
  /** Once; undefined when there was no answer. */
  once(request: ShopRequest): Promise<ShopAnswer | undefined>;
}

export interface ShopRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
}

export interface ShopAnswer {
  readonly status: number;
  readonly body: unknown;
  /** It was asked before, and who knows whether that was heard. */
  readonly isRepeated: boolean;
}

const ANSWER_WITHIN_MS = 8_000;
const AGAIN_AFTER_MS = 200;
/** Said by a campus that is on its way back. */
const NOT_DEFINITE = new Set([408, 425, 429]);

export function shopClient(url: string, signal: AbortSignal): ShopClient {
  async function once({ method, path, body, key }: ShopRequest): Promise<ShopAnswer | undefined> {
    try {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(body && { "content-type": "application/json" }),
          ...(key && { "idempotency-key": key }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      const answer = isJson ? JSON.parse(text) : text;
      return { status: response.status, body: answer, isRepeated: false };
    } catch {
      return undefined;
    }
  }

  return {
    once,
    async definite(request) {
      let answer = await once(request);
      const isFirst = isDefinite(answer);
      while (!isDefinite(answer) && !signal.aborted) {
        await sleep(AGAIN_AFTER_MS, undefined, { signal }).catch(() => {});
        answer = await once(request);
      }
      return answer && isDefinite(answer) ? { ...answer, isRepeated: !isFirst } : undefined;
    },
  };
}

function isDefinite(answer: ShopAnswer | undefined): boolean {
  return answer !== undefined && answer.status < 500 && !NOT_DEFINITE.has(answer.status);
}
