import { defineErrors } from "@quad/errors";

export const mailerErrors = defineErrors({
  MAILER_NOT_RUNNING: ["unavailable", "The mailer is not running: start it first."],
  MAILER_UNAVAILABLE: ["unavailable", "The mail was not sent: {reason}"],
  MAILER_INVALID: ["invalid", "The mail is not valid: {reason}"],
});
