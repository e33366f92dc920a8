export type { MailerCheck, MailerPlace } from "./mailer-place.ts";
export { mailerChecks, testMailer } from "./test-mailer.ts";
