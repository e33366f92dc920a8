import type { Mailer } from "@quad/mailer";
import type { AdapterContext } from "./adapter-context.ts";
import { definePort } from "./define-port.ts";

const smtp = {
  open: async ({ url }: AdapterContext) =>
    (await import("@quad/smtp")).smtpMailer({ url: url.href }),
};

/** A mail's id is unique by itself. */
export const mailerPort = definePort<Mailer, AdapterContext>()({
  setting: "QUAD_MAILER",
  default: "mailbox:",
  meaning: "Outgoing mail",
  adapters: {
    "mailbox:": {
      connections: 2,
      note: "kept for reading in the campus",
      open: async (context) => {
        const { postgresMailbox } = await import("@quad/postgres/mailbox");
        return postgresMailbox({ ...context, url: await context.databaseUrl("mailbox") });
      },
    },
    "smtp:": smtp,
    "smtps:": smtp,
  },
});
