export { checkMail } from "./check-mail.ts";
export type { Mail, Mailer, MailerSupports } from "./mailer.ts";
export { mailerErrors } from "./mailer-errors.ts";
export { type MemoryMailer, memoryMailer } from "./memory-mailer.ts";
