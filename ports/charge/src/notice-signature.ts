import { createHmac, timingSafeEqual } from "node:crypto";
import { chargeErrors } from "./charge-errors.ts";

/** Between the making of a signature and its check: clocks differ, networks and queues delay. */
export const NOTICE_TOLERANCE_MS = 300_000;

const MS_PER_SECOND = 1_000;

/** What is signed, by whom and when. */
export interface Signed {
  readonly body: string;
  readonly secret: string;
  readonly at: Date;
}

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`, the scheme of Stripe's webhooks
 * (https://docs.stripe.com/webhooks#verify-manually). The time is a part of what is signed.
 */
export function signNotice({ body, secret, at }: Signed): string {
  const seconds = Math.floor(at.getTime() / MS_PER_SECOND);
  return `t=${seconds},v1=${digest(secret, seconds, body).toString("hex")}`;
}

/** What a signature is checked with. */
export interface SignatureCheck {
  readonly header: string | readonly string[] | undefined;
  readonly body: string;
  readonly secret: string;
  readonly now: Date;
}

/**
 * Several `v1` may stand side by side while a provider changes its secret: one good one is enough.
 * Error: CHARGE_NOTICE_INVALID.
 */
export function checkNoticeSignature({ header, body, secret, now }: SignatureCheck): void {
  if (typeof header !== "string") throw invalid("it has no signature");
  const parts = header.split(",").map((part) => part.trim().split("=", 2));
  const valuesOf = (name: string) =>
    parts.flatMap(([key, value = ""]) => (key === name ? [value] : []));
  const [time = ""] = valuesOf("t");
  if (!/^\d{1,12}$/.test(time)) throw invalid("its signature has no time");
  const seconds = Number(time);
  const expected = digest(secret, seconds, body);
  if (!valuesOf("v1").some((hex) => isSame(hex, expected))) {
    throw invalid("its signature is not the provider's");
  }
  if (Math.abs(now.getTime() - seconds * MS_PER_SECOND) > NOTICE_TOLERANCE_MS) {
    throw invalid("it was signed too long ago");
  }
}

function digest(secret: string, seconds: number, body: string): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.${body}`).digest();
}

/** In constant time: how long it takes tells nobody how many digits were right. */
function isSame(hex: string, expected: Buffer): boolean {
  const given = Buffer.from(hex, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function invalid(reason: string) {
  return chargeErrors.CHARGE_NOTICE_INVALID({ reason });
}
