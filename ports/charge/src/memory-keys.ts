import { isDeepStrictEqual } from "node:util";
import { chargeErrors } from "./charge-errors.ts";

/** What is known of one idempotency key. */
export interface Remembered<Request, Outcome> {
  readonly request: Request;
  calls: number;
  outcome?: Outcome;
  /** When the outcome shows, if not at once. */
  decidedAt?: Date;
}

/** The memory adapter's idempotency keys, of captures or of refunds. */
export function memoryKeys<Request extends { readonly idempotencyKey: string }, Outcome>() {
  type Known = Remembered<Request, Outcome>;
  const keys = new Map<string, Known>();
  return {
    get: (key: string): Known | undefined => keys.get(key),
    /** What is known of the request's key. Error: CHARGE_KEY_REUSED. */
    recall(request: Request): Known {
      const key = request.idempotencyKey;
      const known = keys.get(key) ?? { request, calls: 0 };
      if (isDeepStrictEqual(known.request, request)) return known;
      throw chargeErrors.CHARGE_KEY_REUSED({ key });
    },
    /** One that is refused before it counts leaves its key free. */
    count(known: Known): void {
      known.calls++;
      keys.set(known.request.idempotencyKey, known);
    },
  };
}
