import { defineErrors } from "@quad/errors";

export const chassisErrors = defineErrors({
  ADAPTER_MODULE_INVALID: [
    "invalid",
    "{module}, named by {setting}, does not load or exports no function `open`: {reason}",
  ],
  ANNOUNCEMENT_WAITS: [
    "unavailable",
    "{service} has said {said} facts, but the bus does not take them: they wait in its outbox.",
  ],
  COMPUTE_BUSY: ["limited", "Too many computations wait for a thread: try again in a moment."],
  CONNECTIONS_EXCEEDED: [
    "limited",
    "The campus may open {sum} connections to its database server, which lets in {limit}: raise max_connections, or lower `connections` of manifests.",
  ],
  EVENT_INVALID: ["invalid", "Event {id} on {topic} does not keep its contract: {reason}"],
  EVENT_VERSION_UNKNOWN: [
    "invalid",
    "Event {id} on {topic} is of version {version}; this service hears {known}.",
  ],
  NOT_GRANTED: [
    "forbidden",
    "This process was not granted the {what} {name}: make its QUAD_GRANT again with `quad grant`.",
  ],
  PORT_NOT_SHARED: [
    "invalid",
    "{setting}={scheme} reaches one process only, but services run in several: choose postgres:.",
  ],
  SERVICE_UNKNOWN: ["invalid", "There is no service {name}: known are {known}."],
  SERVICE_NOT_STARTED: ["unavailable", "Service {service} did not start: {reason}"],
});
