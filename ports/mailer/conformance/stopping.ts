import { expect } from "vitest";
import { type MailerCheck, mailFor } from "./mailer-place.ts";

const SENDS = 20;

/** What becomes of mails around a start and a stop. */
export const stopping: readonly MailerCheck[] = [
  {
    name: "refuses mails before its start and after its stop",
    async run(stage) {
      const mailer = stage.open();
      const refused = { code: "MAILER_NOT_RUNNING" };
      await expect(mailer.send(mailFor())).rejects.toMatchObject(refused);
      await mailer.start();
      await mailer.stop();
      await expect(mailer.send(mailFor())).rejects.toMatchObject(refused);
      expect(await stage.place.received()).toEqual([]);
    },
  },
  {
    name: "a stop lets the sends under way finish",
    async run(stage) {
      const mailer = await stage.started();
      const sends = Array.from({ length: SENDS }, () => mailer.send(mailFor()));
      const outcomes = Promise.allSettled(sends);
      await mailer.stop();
      expect(await stage.place.received()).toHaveLength(SENDS);
      expect((await outcomes).every(({ status }) => status === "fulfilled")).toBe(true);
    },
  },
];
