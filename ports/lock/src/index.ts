export { checkRequest, type LockRequest } from "./check-request.ts";
export { engineLocks } from "./engine-locks.ts";
export { fence } from "./fence.ts";
export {
  type AcquireOptions,
  LEASE_MS,
  LEASE_MS_MAX,
  LEASE_MS_MIN,
  type Lease,
  type LeaseOptions,
  LOCK_NAME_LENGTH_MAX,
  type LockSupports,
  type Locks,
  WAIT_MS,
  WAIT_MS_MAX,
} from "./lock.ts";
export type { LockAnswer, LockClaim, LockEngine, LockQuestion } from "./lock-engine.ts";
export { lockErrors } from "./lock-errors.ts";
export { MemoryLockTable } from "./memory-lock-table.ts";
export { type MemoryLocksOptions, memoryLockEngine, memoryLocks } from "./memory-locks.ts";
export { scopedLocks } from "./scoped-locks.ts";
export { type WithLockOptions, withLock } from "./with-lock.ts";
