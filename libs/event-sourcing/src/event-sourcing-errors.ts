import { defineErrors } from "@quad/errors";

export const eventSourcingErrors = defineErrors({
  READ_MODEL_UNKNOWN: ["not-found", "There is no read model {name}; there are {known}."],
});
