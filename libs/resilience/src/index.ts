export { type Policy, policy } from "./policy.ts";
export {
  BREAKER_DEFAULT,
  type BreakerOptions,
  BULKHEAD_DEFAULT,
  type BulkheadOptions,
  type PolicyOptions,
  RETRY_DEFAULT,
  type RetryOptions,
} from "./policy-options.ts";
export { resilienceErrors } from "./resilience-errors.ts";
