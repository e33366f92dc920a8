// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  payment: {
    id: string;
    order_id: string;
    amount: number;
    currency: string;
    payment_token: string;
    told_by: string;
    status: string;
    reason: string | null;
    capture_id: string | null;
    created_at: Date;
    updated_at: Date;
  };
  refund: {
    id: string;
    order_id: string;
    amount: number;
    currency: string;
    status: string;
    reason: string | null;
    created_at: Date;
    updated_at: Date;
  };
}
