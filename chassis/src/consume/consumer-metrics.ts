import { defineMetrics } from "@quad/telemetry";

/** How often is the count of the durations; what failed has an error type. */
export const consumerMetrics = defineMetrics({
  processDuration: {
    name: "messaging.process.duration",
    kind: "histogram",
    unit: "s",
    labels: ["service", "messaging.destination.name", "error.type"],
    meaning: "One try to handle an event, by the service that hears it and the event's type",
  },
});
