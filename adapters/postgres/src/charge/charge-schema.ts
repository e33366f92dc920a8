import type { SimulatedFailure } from "@quad/charge";
import type { Tx } from "@quad/database";
import type { Generated } from "kysely";

/** A bigint, which Postgres hands out as text. */
type Cents = string;

export interface ChargeSchema {
  capture: {
    capture_id: string;
    idempotency_key: string;
    call: number;
    reference: string;
    amount: Cents;
    currency: string;
    captured_at: Date;
  };
  charge: {
    idempotency_key: string;
    reference: string;
    amount: Cents;
    currency: string;
    payment_token: string;
    calls: number;
    capture_id: string | null;
    declined_for: string | null;
    decided_at: Date | null;
  };
  refund: {
    refund_id: string;
    capture_id: string;
    amount: Cents;
    refunded_at: Date;
    position: Generated<string>;
  };
  refund_key: {
    idempotency_key: string;
    capture_id: string;
    amount: Cents | null;
    reason: string | null;
    calls: number;
    refund_id: string | null;
  };
  notice: {
    queue_id: Generated<string>;
    body: string;
    due_at: Date;
  };
}

/** The provider's books, open for one call. */
export interface Books {
  readonly sql: Tx<ChargeSchema>["sql"];
  readonly now: Date;
  /** Whether there is anybody to send notices to. */
  readonly tells: boolean;
}

/** What one call came to. A failure is told only after the commit: the effect is on record. */
export type Recorded<Outcome> =
  | { readonly failure: SimulatedFailure }
  | { readonly outcome: Outcome };
