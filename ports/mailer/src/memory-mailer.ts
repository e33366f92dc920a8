import { managed } from "@quad/lifecycle";
import { checkMail } from "./check-mail.ts";
import type { Mail, Mailer, MailerSupports } from "./mailer.ts";
import { mailerErrors } from "./mailer-errors.ts";

/** A mailer whose mails can be read. */
export interface MemoryMailer extends Mailer {
  /** Everything sent so far, oldest first. */
  mails(): readonly Mail[];
}

const SUPPORTS: MailerSupports = Object.freeze({ idempotent: true, mailbox: true });

/**
 * The reference adapter: every promise in the simplest correct code. Its mails outlive a stop, not
 * the process.
 */
export function memoryMailer(): MemoryMailer {
  const sent = new Map<string, Mail>();
  const lifecycle = managed({ start: async () => {}, stop: async () => {} });

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async send(mail) {
      if (lifecycle.state !== "running") throw mailerErrors.MAILER_NOT_RUNNING();
      checkMail(mail);
      if (!sent.has(mail.id)) sent.set(mail.id, structuredClone(mail));
    },
    mails: () => structuredClone([...sent.values()]),
  };
}
