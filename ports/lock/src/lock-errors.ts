import { defineErrors } from "@quad/errors";

export const lockErrors = defineErrors({
  LOCK_NOT_RUNNING: ["unavailable", "The locks are not running: start them first."],
  LOCK_UNAVAILABLE: ["unavailable", "The locks cannot be reached: {reason}"],
  LOCK_BUSY: ["limited", "Lock {name} was not free within {waitedMs} ms; {holder} has it."],
  LOCK_LOST: ["conflict", "The lease of {name} with token {token} is over: {reason}"],
  LOCK_FENCED: ["conflict", "Token {token} is too old: {highest} has been here."],
  LOCK_INVALID: ["invalid", "The lock cannot be asked for: {reason}"],
});
