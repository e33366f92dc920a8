import type { Mail } from "@quad/mailer";
import { expect } from "vitest";
import { byId, type MailerCheck, mailFor } from "./mailer-place.ts";

const to = (email: string, name = "Ada") => ({ to: { name, email } });

const INVALID: readonly Partial<Mail>[] = [
  { id: "" },
  { id: "with space" },
  { id: "a@b" },
  { id: "i".repeat(201) },
  to("nobody"),
  to("a@b@c"),
  to("ada@example.org, bob@example.org"),
  to("ada@example.org\r\nRCPT TO:<bob@example.org>"),
  to(`${"a".repeat(250)}@b.org`),
  to("ada@example.org", "Ada\r\nBcc: bob@example.org"),
  { subject: "s".repeat(201) },
  { subject: "Hello\nBcc: bob@example.org" },
  { subject: "half a pair \ud800" },
  { text: "ä".repeat(32 * 1024 + 1) },
  { text: "zero\0" },
];

/** What one send does. */
export const sending: readonly MailerCheck[] = [
  {
    name: "delivers the mail",
    async run(stage) {
      const mailer = await stage.started();
      const mails = [mailFor(), mailFor({ subject: "Another" })];
      for (const mail of mails) await mailer.send(mail);
      expect(byId(await stage.place.received())).toEqual(byId(mails));
    },
  },
  {
    name: "keeps every character of a mail",
    needs: "mailbox",
    async run(stage) {
      const mailer = await stage.started();
      const mail = mailFor({
        to: { name: 'Zoë "Z" Müller', email: "zoë@exämple.org" },
        subject: "Grüße 📚 <b>'; --",
        text: "one\r\n.\r\ntwo\n\n\tthree\n",
      });
      await mailer.send(mail);
      expect(await stage.place.received()).toEqual([mail]);
    },
  },
  {
    name: "delivers the longest text and an empty one",
    needs: "mailbox",
    async run(stage) {
      const mailer = await stage.started();
      const mails = [mailFor({ text: "ä".repeat(32 * 1024) }), mailFor({ text: "", subject: "" })];
      for (const mail of mails) await mailer.send(mail);
      expect(byId(await stage.place.received())).toEqual(byId(mails));
    },
  },
  {
    name: "refuses what is not valid, and delivers nothing",
    async run(stage) {
      const mailer = await stage.started();
      for (const changes of INVALID) {
        const send = mailer.send(mailFor(changes));
        await expect(send, JSON.stringify(changes).slice(0, 100)).rejects.toMatchObject({
          code: "MAILER_INVALID",
        });
      }
      expect(await stage.place.received()).toEqual([]);
    },
  },
];
