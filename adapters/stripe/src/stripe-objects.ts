/** What is read of Stripe's objects; they have many more fields. Times are in seconds. */
export interface PaymentIntent {
  readonly id: string;
  readonly status: string;
  readonly metadata: Metadata;
  readonly last_payment_error?: { readonly code?: string | null } | null;
}

export interface StripeCharge {
  readonly status: "succeeded" | "pending" | "failed";
  readonly payment_intent: string | null;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
  readonly created: number;
  readonly failure_code: string | null;
  /** A copy of the payment intent's. */
  readonly metadata: Metadata;
}

export interface StripeRefund {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly payment_intent: string | null;
  readonly failure_reason?: string;
  readonly metadata: Metadata;
}

export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: unknown };
}

export interface StripeFault {
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  readonly message?: string;
}

export type Metadata = Readonly<Record<string, string | undefined>>;

/** What Quad writes beside its payments, to know them again. */
export const METADATA = {
  key: "quad_idempotency_key",
  reference: "quad_reference",
  reason: "quad_reason",
} as const;

const MS_PER_SECOND = 1_000;

export function instant(seconds: number): Date {
  return new Date(seconds * MS_PER_SECOND);
}
