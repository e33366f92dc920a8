import { defineErrors } from "@quad/errors";

export const chassisErrors = defineErrors({
  ADAPTER_UNKNOWN: [
    "invalid",
    "{setting} names the unknown adapter {scheme}: known are {known}, or file:<module>.",
  ],
  ADAPTER_MODULE_INVALID: [
    "invalid",
    "{module}, named by {setting}, does not load or exports no function `open`: {reason}",
  ],
  EVENT_INVALID: ["invalid", "Event {id} on {topic} does not keep its contract: {reason}"],
  PORT_NOT_SHARED: [
    "invalid",
    "{setting}={url} reaches one process only, but services run in several: choose postgres:.",
  ],
  SERVICE_UNKNOWN: ["invalid", "There is no service {name}: known are {known}."],
  SERVICE_NOT_STARTED: ["unavailable", "Service {service} did not start: {reason}"],
});
