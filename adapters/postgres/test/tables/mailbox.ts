// Made from migrations, by the test that compares it with what the service declares.
// After a migration: delete this file and run that test.

export interface Tables {
  mail: {
    id: string;
    to_name: string;
    to_email: string;
    subject: string;
    text: string;
    sent_at: Date;
  };
}
