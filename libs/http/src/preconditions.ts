import type { IncomingHttpHeaders } from "node:http";
import { httpErrors } from "./http-errors.ts";

const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,200}$/;
const VERSION_TAG = /^"(\d{1,15})"$/;

/** The key under which a write happens once. Errors: IDEMPOTENCY_KEY_MISSING, …_INVALID. */
export function idempotencyKeyOf(
  headers: IncomingHttpHeaders,
  need: "required" | "optional" | undefined,
): string | undefined {
  const key = headers["idempotency-key"];
  if (need === undefined || (need === "optional" && key === undefined)) return undefined;
  if (key === undefined) throw httpErrors.IDEMPOTENCY_KEY_MISSING();
  if (typeof key !== "string" || !IDEMPOTENCY_KEY.test(key)) {
    throw httpErrors.IDEMPOTENCY_KEY_INVALID();
  }
  return key;
}

/** The version that the caller has seen. Errors: IF_MATCH_MISSING, IF_MATCH_INVALID. */
export function versionSeenBy(
  headers: IncomingHttpHeaders,
  need: "required" | undefined,
): number | undefined {
  if (need === undefined) return undefined;
  const tag = headers["if-match"];
  if (tag === undefined) throw httpErrors.IF_MATCH_MISSING();
  const version = VERSION_TAG.exec(tag)?.[1];
  if (version === undefined) throw httpErrors.IF_MATCH_INVALID();
  return Number(version);
}

/** The ETag of a version: `"3"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
