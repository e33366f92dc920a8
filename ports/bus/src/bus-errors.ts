import { defineErrors } from "@quad/errors";

export const busErrors = defineErrors({
  BUS_NOT_RUNNING: ["unavailable", "The bus is not running: start it before using it."],
  BUS_UNAVAILABLE: ["unavailable", "The bus cannot reach its engine: {reason}"],
  BUS_BATCH_TOO_LARGE: ["too-large", "A publish takes at most {max} messages, not {count}."],
  BUS_MESSAGE_TOO_LARGE: ["too-large", "Message {id} has {bytes} bytes; the limit is {max}."],
  BUS_MESSAGE_INVALID: ["invalid", "Message {id} is not valid: {reason}"],
  BUS_SUBSCRIPTION_INVALID: ["invalid", "The subscription of group {group} is not valid: {reason}"],
  BUS_LISTENING_INVALID: ["invalid", "The listener is not valid: {reason}"],
  BUS_DEAD_LETTER_NOT_FOUND: ["not-found", "There is no dead letter {id}."],
  BUS_UNSUPPORTED: ["unsupported", "This bus does not support {feature}."],
});
