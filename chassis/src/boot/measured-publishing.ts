import type { Bus, Message } from "@quad/bus";
import { defineMetrics, timed } from "@quad/telemetry";

const metrics = defineMetrics({
  publishDuration: {
    name: "messaging.client.operation.duration",
    kind: "histogram",
    unit: "s",
    labels: ["service", "error.type"],
    meaning: "One batch of events from a service's outbox to the bus",
  },
  published: {
    name: "messaging.client.sent.messages",
    kind: "counter",
    unit: "{message}",
    labels: ["service", "messaging.destination.name"],
    meaning: "Events that the bus has taken from a service's outbox, by type; a repeated one again",
  },
});

/** The bus as a service's relay uses it: what it publishes is counted. */
export function measuredPublishing(service: string, bus: Bus): Pick<Bus, "publish"> {
  return {
    async publish(messages) {
      await timed(
        () => bus.publish(messages),
        (seconds, errorType) =>
          metrics.publishDuration.record({ service, "error.type": errorType }, seconds),
      );
      for (const [topic, count] of countByTopic(messages)) {
        metrics.published.add({ service, "messaging.destination.name": topic }, count);
      }
    },
  };
}

function countByTopic(messages: readonly Message[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { topic } of messages) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}
