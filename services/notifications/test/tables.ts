// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  notification: {
    id: string;
    order_id: string;
    kind: string;
    return_id: string | null;
    to_name: string;
    to_email: string;
    subject: string;
    body: string;
    sent_at: Date;
  };
}
