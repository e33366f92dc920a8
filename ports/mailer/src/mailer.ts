import type { Lifecycle } from "@quad/lifecycle";

/** Outgoing mail. */
export interface Mailer extends Lifecycle {
  readonly supports: MailerSupports;
  /**
   * Hands a mail over for delivery. Where `supports.idempotent`, a second send with the same id
   * changes nothing; elsewhere the id becomes the Message-ID and a duplicate is possible after a
   * crash. Errors: MAILER_NOT_RUNNING, MAILER_UNAVAILABLE (not sent), MAILER_INVALID.
   */
  send(mail: Mail): Promise<void>;
}

export interface MailerSupports {
  /** A mail id is delivered once, also across crashes of the sender. */
  readonly idempotent: boolean;
  /** Nothing leaves the machine: mails are kept for reading in the campus. */
  readonly mailbox: boolean;
}

export interface Mail {
  /** Chosen by the sender, unique for this mail; letters, digits, dots and dashes. */
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  /** One line, at most 200 characters. */
  readonly subject: string;
  /** Plain text, at most 64 KiB. */
  readonly text: string;
}
