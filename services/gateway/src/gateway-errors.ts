import { defineErrors } from "@quad/errors";

export const gatewayErrors = defineErrors({
  SERVICE_UNAVAILABLE: [
    "unavailable",
    "The service {service} cannot be reached now: try again in a moment.",
  ],
  SERVICE_TIMEOUT: ["timeout", "The service {service} did not answer within {timeoutMs} ms."],
  PAGES_MISSING: [
    "invalid",
    "QUAD_WEB names {folder}, which has no index.html: build the web client, or leave it empty.",
  ],
});
