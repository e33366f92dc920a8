import { type Mail, type MemoryMailer, memoryMailer } from "@quad/mailer";
import type { Mutant as WrongAdapter } from "@quad/testkit";
import { testId } from "@quad/testkit";
import type { MailerPlace } from "./mailer-place.ts";

/** A way to break the promise of a mailer. */
export type Mutant = WrongAdapter<MailerPlace>;

export const mutants: readonly Mutant[] = [
  {
    name: "delivers whatever it is given, as often as it is given",
    caughtBy: [
      "a second send with the same id changes nothing",
      "20 sends at once with one id deliver one mail",
      "a mail that is sent again after a crash is delivered once",
    ],
    place: repeatingAll,
  },
  {
    name: "takes mails that look alike for one",
    caughtBy: ["another id is another mail"],
    place() {
      const known = new Map<string, string>();
      return wrapped((mailer, mail) => {
        const id = known.get(mail.text) ?? mail.id;
        known.set(mail.text, id);
        return mailer.send({ ...mail, id });
      });
    },
  },
  {
    name: "cuts a long text instead of refusing it",
    caughtBy: ["refuses what is not valid, and delivers nothing"],
    place: () =>
      wrapped((mailer, mail) => mailer.send({ ...mail, text: mail.text.slice(0, 1000) })),
  },
  {
    name: "answers before the mail is on its way",
    caughtBy: ["delivers the mail", "a stop lets the sends under way finish"],
    place: () =>
      wrapped(async (mailer, mail) => {
        setImmediate(() => void mailer.send(mail).catch(() => {}));
      }),
  },
];

/** The memory adapter with another way to send. */
function wrapped(send: (mailer: MemoryMailer, mail: Mail) => Promise<void>): MailerPlace {
  const mailer = memoryMailer();
  return {
    open: () => ({ ...mailer, send: (mail) => send(mailer, mail) }),
    received: async () => mailer.mails(),
  };
}

/** The readers see the ids that were sent; the mailer is told others. */
function repeatingAll(): MailerPlace {
  const ids = new Map<string, string>();
  const place = wrapped((mailer, mail) => {
    const id = testId();
    ids.set(id, mail.id);
    return mailer.send({ ...mail, id });
  });
  return {
    ...place,
    async received() {
      const mails = await place.received();
      return mails.map((mail) => ({ ...mail, id: ids.get(mail.id) ?? mail.id }));
    },
  };
}
