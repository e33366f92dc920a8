import { managed } from "@quad/lifecycle";
import { checkMail, type Mail, type Mailer, type MailerSupports, mailerErrors } from "@quad/mailer";
import { createTransport, type Transporter } from "nodemailer";
import { transportOptions } from "./transport-options.ts";

export interface SmtpMailerOptions {
  /**
   * `smtp://` (STARTTLS where the server offers it) or `smtps://` (TLS from the start), such as
   * `smtp://user:password@mail.example.org:587?from=shop@example.org`.
   */
  readonly url: string;
}

const SUPPORTS: MailerSupports = Object.freeze({ idempotent: false, mailbox: false });

/** SMTP's "no, and do not ask again": replies from 500 on. */
const PERMANENT = 500;

/**
 * A mailer over SMTP. Every mail travels over a connection of its own, so there is nothing to keep
 * alive, and a server that is away at the start stops nobody.
 */
export function smtpMailer({ url }: SmtpMailerOptions): Mailer {
  const { options, sender, domain } = transportOptions(url);
  const sending = new Set<Promise<void>>();
  let transport: Transporter | undefined;

  const lifecycle = managed({
    async start() {
      transport = createTransport(options);
    },
    async stop() {
      await Promise.allSettled(sending);
      transport?.close();
      transport = undefined;
    },
  });

  async function deliver(through: Transporter, { id, to, subject, text }: Mail): Promise<void> {
    try {
      await through.sendMail({
        messageId: `<${id}@${domain}>`,
        from: sender,
        to: { name: to.name, address: to.email },
        subject,
        text,
      });
    } catch (error) {
      throw refusal(error);
    }
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async send(mail) {
      if (lifecycle.state !== "running" || !transport) throw mailerErrors.MAILER_NOT_RUNNING();
      checkMail(mail);
      const delivery = deliver(transport, mail);
      sending.add(delivery);
      await delivery.finally(() => sending.delete(delivery));
    },
  };
}

/** What nodemailer adds to an error: which command failed, and the server's reply. */
interface SmtpError extends Error {
  readonly command?: string;
  readonly responseCode?: number;
}

/** An address or a text that is refused for good is the mail's fault; anything else may pass. */
function refusal(error: unknown): Error {
  const { command, responseCode = 0, message } = error as SmtpError;
  const isAboutMail = command === "RCPT TO" || command === "DATA";
  const isFinal = isAboutMail && responseCode >= PERMANENT;
  const code = isFinal ? "MAILER_INVALID" : "MAILER_UNAVAILABLE";
  return mailerErrors[code]({ reason: message }, error);
}
