import type { Mail, Mailer, MailerSupports } from "@quad/mailer";
import { type Check, type Place, type Stage, testId } from "@quad/testkit";

/** Where the suite meets an adapter: a fresh place for every check. */
export interface MailerPlace extends Place {
  /**
   * A mailer, not started yet. All mailers of a place deliver to the same readers: a second one is
   * another process, or what comes after a crash of the first.
   */
  open(): Mailer;
  /** What the readers have received so far, in any order. */
  received(): Promise<readonly Mail[]>;
}

export type MailerCheck = Check<Stage<MailerPlace>, keyof MailerSupports>;

/** For comparing mails that may come in any order. */
export function byId(mails: readonly Mail[]): Mail[] {
  return mails.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** A mail with an id of its own, plain enough to travel as it is. */
export function mailFor(changes: Partial<Mail> = {}): Mail {
  return {
    id: `order.${testId()}`,
    to: { name: "Ada Lovelace", email: "ada@example.org" },
    subject: "Your order is confirmed",
    text: "Thank you.",
    ...changes,
  };
}
