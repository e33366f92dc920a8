import { stripeErrors } from "./stripe-errors.ts";

const STRIPE = "https://api.stripe.com";
const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * `stripe:` is Stripe itself, `stripe://host:port` another server that speaks like it, over TLS.
 * `stripe+http://127.0.0.1:port` is one on this machine: the API key never travels in the open.
 * Error: STRIPE_SETTING_INVALID.
 */
export function stripeAddress(url: string): string {
  const { protocol, host, hostname } = new URL(url);
  if (protocol === "stripe:") return host === "" ? STRIPE : `https://${host}`;
  if (protocol === "stripe+http:" && LOOPBACK.has(hostname)) return `http://${host}`;
  throw stripeErrors.STRIPE_SETTING_INVALID({
    reason: "without TLS it must be on this machine",
  });
}
