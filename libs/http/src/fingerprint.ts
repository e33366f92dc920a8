import { createHash } from "node:crypto";

/**
 * SHA-256 of a JSON value, the same whatever the order of fields. Two requests under one
 * idempotency key are the same request when their fingerprints are.
 */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => sorted(part)) ?? "";
  return createHash("sha256").update(text).digest("hex");
}

function sorted(part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}
