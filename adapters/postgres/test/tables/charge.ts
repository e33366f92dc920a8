// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  capture: {
    capture_id: string;
    idempotency_key: string;
    call: number;
    reference: string;
    amount: string;
    currency: string;
    captured_at: Date;
  };
  charge: {
    idempotency_key: string;
    reference: string;
    amount: string;
    currency: string;
    payment_token: string;
    calls: number;
    capture_id: string | null;
    declined_for: string | null;
    decided_at: Date | null;
  };
  notice: {
    queue_id: string;
    body: string;
    due_at: Date;
  };
  refund: {
    refund_id: string;
    capture_id: string;
    amount: string;
    refunded_at: Date;
    position: string;
  };
  refund_key: {
    idempotency_key: string;
    capture_id: string;
    amount: string | null;
    reason: string | null;
    calls: number;
    refund_id: string | null;
  };
}
