export type { Mail, Mailer, MailerSupports } from "./mailer.ts";
export { mailerErrors } from "./mailer-errors.ts";
