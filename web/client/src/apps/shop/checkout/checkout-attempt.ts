import type { NewOrder } from "../../../api/orders.ts";

/**
 * One person's try to place one order. It is kept for as long as nobody knows what became of it,
 * also across a reload: every request of the try carries the same key, so that a double click, a
 * lost answer or an impatient reload never places a second order.
 */
export interface CheckoutAttempt {
  /** The Idempotency-Key. */
  readonly key: string;
  /** What was sent under the key first. */
  readonly order: NewOrder;
}

const STORAGE_KEY = "quad.checkout";

/** The attempt that has had no answer yet, if there is one. */
export function openAttempt(): CheckoutAttempt | undefined {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  return stored === null ? undefined : (JSON.parse(stored) as CheckoutAttempt);
}

/** Starts an attempt with this order; where one is open, goes on with it under the same key. */
export function attempt(order: NewOrder): CheckoutAttempt {
  const open = openAttempt();
  if (open) return open;
  const started = { key: crypto.randomUUID(), order };
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(started));
  return started;
}

/** The campus has answered, or the person lets go of it: the next order has a new key. */
export function closeAttempt(): void {
  sessionStorage.removeItem(STORAGE_KEY);
}
