import type { Clock } from "@quad/clock";
import { openDatabase } from "@quad/database";
import { isQuadError } from "@quad/errors";
import { managed } from "@quad/lifecycle";
import { checkMail, type Mail, type Mailer, type MailerSupports, mailerErrors } from "@quad/mailer";
import type { Logger } from "@quad/telemetry";

export interface PostgresMailboxOptions {
  /** Of a database of the mailbox's own, reached with a role that owns it. */
  readonly url: string;
  readonly log: Logger;
  readonly clock: Clock;
}

export interface MailboxSchema {
  mail: {
    id: string;
    to_name: string;
    to_email: string;
    subject: string;
    text: string;
    sent_at: Date;
  };
}

const SUPPORTS: MailerSupports = Object.freeze({ idempotent: true, mailbox: true });
const MIGRATIONS = new URL("../../migrations/mailbox/", import.meta.url);
const CONNECTIONS_MAX = 2;

/**
 * A mailer that keeps mails for reading in the campus: nothing leaves the machine. Errors of
 * `start`: those of a database.
 */
export function postgresMailbox({ url, log, clock }: PostgresMailboxOptions): Mailer {
  const database = openDatabase<MailboxSchema>({
    url,
    service: "mailbox",
    migrations: MIGRATIONS,
    clock,
    log,
    poolMax: CONNECTIONS_MAX,
  });
  const lifecycle = managed({ start: database.start, stop: database.stop });

  async function keep({ id, to, subject, text }: Mail): Promise<void> {
    await database.sql
      .insertInto("mail")
      .values({ id, to_name: to.name, to_email: to.email, subject, text, sent_at: clock.now() })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute()
      .catch((error) => {
        if (!isQuadError(error, "DATABASE_UNAVAILABLE")) throw error;
        throw mailerErrors.MAILER_UNAVAILABLE({ reason: error.message }, error);
      });
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async send(mail) {
      if (lifecycle.state !== "running") throw mailerErrors.MAILER_NOT_RUNNING();
      checkMail(mail);
      await keep(mail);
    },
  };
}
