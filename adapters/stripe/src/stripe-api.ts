import { createHash } from "node:crypto";
import { chargeErrors } from "@quad/charge";
import type { Clock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type { StripeFault } from "./stripe-objects.ts";

/** Whose shapes `stripe-objects.ts` describes; without it an account's own default would decide. */
const API_VERSION = "2025-03-31.basil";

/** Between two tries while Stripe is at work on the same key or the same object. */
const BUSY_DELAY_MS = 100;

/** An answer of Stripe. */
export type StripeAnswer<T> =
  | { readonly kind: "done"; readonly object: T }
  | { readonly kind: "refused"; readonly status: number; readonly fault: StripeFault }
  /** Stripe says that it does not know itself, or does not say anything that can be read. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface StripeApi {
  /** Changes nothing. Error: CHARGE_UNAVAILABLE. */
  get<T>(path: string, query?: Readonly<Record<string, string>>): Promise<StripeAnswer<T>>;
  /** At most one effect for each key. Error: CHARGE_UNAVAILABLE when there was none. */
  post<T>(path: string, form: Form, idempotencyKey: string): Promise<StripeAnswer<T>>;
}

export type Form = Readonly<Record<string, string>>;

export interface StripeApiOptions {
  readonly address: string;
  readonly apiKey: string;
  readonly clock: Clock;
  /** For a whole call, tries included. */
  readonly answerWithinMs: number;
}

/** Failures to connect: the request was never sent. All others leave it open. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const LIMITED = 429;
const CONFLICT = 409;
const SERVER_FAULT = 500;
const KEY_REFUSED = new Set([401, 403]);

export function stripeApi({ address, apiKey, clock, answerWithinMs }: StripeApiOptions): StripeApi {
  const headers = { authorization: `Bearer ${apiKey}`, "stripe-version": API_VERSION };

  async function send<T>(url: string, init: RequestInit): Promise<StripeAnswer<T>> {
    // A redirect would carry the API key to somebody else.
    const response = await fetch(url, { ...init, redirect: "error" });
    return read(response.status, await response.text());
  }

  return {
    async get(path, query = {}) {
      const url = `${address}${path}?${new URLSearchParams(query)}`;
      try {
        const answer = await send<never>(url, {
          headers,
          signal: AbortSignal.timeout(answerWithinMs),
        });
        if (answer.kind !== "unknown") return answer;
        throw new Error(answer.reason);
      } catch (error) {
        throw unavailable(error);
      }
    },
    async post(path, form, idempotencyKey) {
      const signal = AbortSignal.timeout(answerWithinMs);
      const init = {
        method: "POST",
        headers: { ...headers, "idempotency-key": headerOf(idempotencyKey) },
        body: new URLSearchParams(form),
        signal,
      };
      try {
        while (true) {
          const answer = await send<never>(`${address}${path}`, init);
          if (!isBusy(answer)) return answer;
          await clock.sleep(BUSY_DELAY_MS, signal);
        }
      } catch (error) {
        if (isQuadError(error)) throw error;
        if (NEVER_SENT.has(codeOf(error))) throw unavailable(error);
        return { kind: "unknown", reason: messageOf(error) };
      }
    },
  };
}

/** Keys may be any text of up to 200 characters; a header may not. */
function headerOf(idempotencyKey: string): string {
  return createHash("sha256").update(idempotencyKey).digest("hex");
}

/** Error: CHARGE_UNAVAILABLE for what was turned away at the door. */
function read<T>(status: number, text: string): StripeAnswer<T> {
  const body = parse(text);
  if (status < 300 && body) return { kind: "done", object: body as T };
  const fault = body?.error ?? {};
  if (KEY_REFUSED.has(status) || (status === LIMITED && !isLocked(fault))) {
    throw chargeErrors.CHARGE_UNAVAILABLE({ reason: `it answered ${status}` });
  }
  if (status >= SERVER_FAULT || status < 400) {
    return { kind: "unknown", reason: `it answered ${status}` };
  }
  return { kind: "refused", status, fault };
}

function parse(text: string): { readonly error?: StripeFault } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Another call is at work on the same key, or on the same payment. */
function isBusy(answer: StripeAnswer<unknown>): boolean {
  if (answer.kind !== "refused") return false;
  return answer.status === CONFLICT || isLocked(answer.fault);
}

function isLocked({ code }: StripeFault): boolean {
  return code === "lock_timeout";
}

function unavailable(error: unknown): Error {
  if (isQuadError(error)) return error;
  return chargeErrors.CHARGE_UNAVAILABLE({ reason: messageOf(error) }, error);
}

/** `fetch` keeps what really happened as the cause. */
function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? "";
}

function messageOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string } };
  return cause?.message || message || String(error);
}
