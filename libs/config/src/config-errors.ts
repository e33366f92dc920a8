import { defineErrors } from "@quad/errors";

export const configErrors = defineErrors({
  CONFIG_INVALID: ["invalid", "The configuration is not valid.\n{problems}"],
  CONFIG_SECRET_UNAVAILABLE: [
    "unavailable",
    "The secret {file} cannot be read or made: {reason}. Check the folder that QUAD_HOME names.",
  ],
});
