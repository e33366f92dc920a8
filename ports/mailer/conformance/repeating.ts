import { expect } from "vitest";
import { byId, type MailerCheck, mailFor } from "./mailer-place.ts";

const SENDS = 20;

/** What a mail's id is good for. */
export const repeating: readonly MailerCheck[] = [
  {
    name: "a second send with the same id changes nothing",
    needs: "idempotent",
    async run(stage) {
      const mailer = await stage.started();
      const mail = mailFor();
      await mailer.send(mail);
      await mailer.send(mail);
      await mailer.send({ ...mail, text: "Something else." });
      expect(await stage.place.received()).toEqual([mail]);
    },
  },
  {
    name: `${SENDS} sends at once with one id deliver one mail`,
    needs: "idempotent",
    async run(stage) {
      const [one, other] = [await stage.started(), await stage.started()];
      const mail = mailFor();
      const sends = Array.from({ length: SENDS }, (_, nth) => (nth % 2 ? one : other).send(mail));
      await Promise.all(sends);
      expect(await stage.place.received()).toEqual([mail]);
    },
  },
  {
    name: "a mail that is sent again after a crash is delivered once",
    needs: "idempotent",
    async run(stage) {
      const mail = mailFor();
      await (await stage.started()).send(mail);
      await (await stage.started()).send(mail);
      expect(await stage.place.received()).toEqual([mail]);
    },
  },
  {
    name: "another id is another mail",
    async run(stage) {
      const mailer = await stage.started();
      const mail = mailFor();
      const twin = { ...mail, id: `${mail.id}.twin` };
      await mailer.send(mail);
      await mailer.send(twin);
      expect(byId(await stage.place.received())).toEqual([mail, twin]);
    },
  },
];
