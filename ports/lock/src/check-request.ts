import {
  type AcquireOptions,
  LEASE_MS,
  LEASE_MS_MAX,
  LEASE_MS_MIN,
  LOCK_NAME_LENGTH_MAX,
  WAIT_MS,
  WAIT_MS_MAX,
} from "./lock.ts";
import { lockErrors } from "./lock-errors.ts";

/** What was asked for, with its defaults. */
export interface LockRequest {
  readonly name: string;
  readonly leaseMs: number;
  readonly waitMs: number;
}

/** So that all adapters refuse the same things. Error: LOCK_INVALID. */
export function checkRequest(name: string, options: AcquireOptions = {}): LockRequest {
  const { leaseMs = LEASE_MS, waitMs = WAIT_MS } = options;
  const request = { name, leaseMs, waitMs };
  const reason = fault(request);
  if (reason) throw lockErrors.LOCK_INVALID({ reason });
  return request;
}

function fault({ name, leaseMs, waitMs }: LockRequest): string | undefined {
  if (!isName(name)) return `its name must be 1 to ${LOCK_NAME_LENGTH_MAX} characters`;
  if (!isWhole(leaseMs, LEASE_MS_MIN, LEASE_MS_MAX)) {
    return `leaseMs must be a whole number from ${LEASE_MS_MIN} to ${LEASE_MS_MAX}`;
  }
  if (!isWhole(waitMs, 0, WAIT_MS_MAX)) {
    return `waitMs must be a whole number from 0 to ${WAIT_MS_MAX}`;
  }
  return undefined;
}

/** Engines cannot all store control characters, nor halves of a pair of surrogates. */
function isName(text: unknown): boolean {
  if (typeof text !== "string" || text.length === 0) return false;
  return text.length <= LOCK_NAME_LENGTH_MAX && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}
