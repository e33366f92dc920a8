import { hkdfSync } from "node:crypto";

const LENGTH_BYTES = 32;

/**
 * A secret for one purpose, 64 hexadecimal digits: always the same for the same master, and of no
 * help in finding the master or the secret of another purpose (HKDF with SHA-256, RFC 5869).
 */
export function deriveSecret(master: string, purpose: string): string {
  if (master === "") throw new TypeError("Secrets cannot be derived from an empty one.");
  const key = hkdfSync("sha256", master, "", `quad:${purpose}`, LENGTH_BYTES);
  return Buffer.from(key).toString("hex");
}
