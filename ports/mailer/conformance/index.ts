export type { MailerCheck, MailerPlace } from "./mailer-place.ts";
export { mailerSuite } from "./mailer-suite.ts";
