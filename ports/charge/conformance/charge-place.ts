import {
  type CaptureRequest,
  type Charge,
  type ChargeSupports,
  SIMULATED_TOKENS,
} from "@quad/charge";
import { testId } from "@quad/testkit";

/** Where the suite meets an adapter: a fresh place for every check. */
export interface ChargePlace {
  /**
   * A provider, not started yet. Where it is durable all providers of a place share one ledger: a
   * second one is another process, or what comes after a crash of the first.
   */
  open(): Charge;
}

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface ChargeCheck {
  readonly name: string;
  /** Runs only where the adapter supports it. */
  readonly needs?: keyof ChargeSupports;
  readonly run: (place: ChargePlace) => Promise<void>;
}

/** A started provider of the place. */
export async function started(place: ChargePlace): Promise<Charge> {
  const charge = place.open();
  await charge.start();
  return charge;
}

/** A request that captures, under a key and for a reference of its own. */
export function requestFor(changes: Partial<CaptureRequest> = {}): CaptureRequest {
  return {
    idempotencyKey: `key-${testId()}`,
    reference: `order-${testId()}`,
    amount: { amount: 1299, currency: "EUR" },
    paymentToken: SIMULATED_TOKENS.ok,
    ...changes,
  };
}
