import type { Mail, Mailer, MailerSupports } from "@quad/mailer";
import { testId } from "@quad/testkit";

/** Where the suite meets an adapter: a fresh place for every check. */
export interface MailerPlace {
  /**
   * A mailer, not started yet. All mailers of a place deliver to the same readers: a second one is
   * another process, or what comes after a crash of the first.
   */
  open(): Mailer;
  /** What the readers have received so far, in any order. */
  received(): Promise<readonly Mail[]>;
}

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface MailerCheck {
  readonly name: string;
  /** Runs only where the adapter supports it. */
  readonly needs?: keyof MailerSupports;
  readonly run: (place: MailerPlace) => Promise<void>;
}

/** A started mailer of the place. */
export async function started(place: MailerPlace): Promise<Mailer> {
  const mailer = place.open();
  await mailer.start();
  return mailer;
}

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
