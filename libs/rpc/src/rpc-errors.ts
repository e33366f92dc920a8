import { defineErrors } from "@quad/errors";

export const rpcErrors = defineErrors({
  CALL_UNAVAILABLE: ["unavailable", "{call} cannot be asked now; nothing happened: {reason}"],
  CALL_UNANSWERED: ["timeout", "{call} got no answer; what became of it is unknown: {reason}"],
});
