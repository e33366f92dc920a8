import type { Bus, Message, RetryPolicy } from "@quad/bus";
import type { Lifecycle } from "@quad/lifecycle";
import { inSpan, timed } from "@quad/telemetry";
import type { Kit } from "../kit.ts";
import type { Consumer } from "./consumer.ts";
import { consumerMetrics } from "./consumer-metrics.ts";
import { eventTable } from "./event-table.ts";

/**
 * The service as a member of its consumer group: each message goes to its row of the table. One
 * that no row can ever take is among the dead letters at once.
 */
export function consumerGroup(options: {
  service: string;
  kit: Kit;
  bus: Bus;
  consumers: readonly Consumer<Kit>[];
}): Lifecycle {
  const { service, kit, bus, consumers } = options;
  const table = eventTable(service, consumers);
  return bus.subscribe({
    group: service,
    topics: table.topics,
    retryByTopic: retryByTopic(service, consumers),
    handle: async (message, delivery) => {
      const found = table.find(message);
      if (!found) return;
      const { event, hearing } = found;
      await hearing.enter(() =>
        inSpan(
          `${service} hears ${message.topic}`,
          { kind: "consumer", from: message.headers, attributes: attributesOf(service, message) },
          () =>
            timed(
              () => hearing.row.run(kit, event, delivery),
              (seconds, errorType) => measure(service, message, seconds, errorType),
            ),
        ),
      );
    },
  });
}

/** The bus tries a message again before anybody has read its version. */
function retryByTopic(service: string, consumers: readonly Consumer<Kit>[]) {
  const policies = new Map<string, Partial<RetryPolicy>>();
  for (const { event, retry } of consumers) {
    if (!retry) continue;
    if (policies.has(event.type)) {
      throw new TypeError(`${service} has two retry policies for ${event.type}.`);
    }
    policies.set(event.type, retry);
  }
  return Object.fromEntries(policies);
}

function measure(service: string, { topic }: Message, seconds: number, errorType: string): void {
  const labels = { service, "messaging.destination.name": topic, "error.type": errorType };
  consumerMetrics.processDuration.record(labels, seconds);
}

function attributesOf(service: string, message: Message) {
  return {
    "service.name": service,
    "messaging.destination.name": message.topic,
    "messaging.message.id": message.id,
  };
}
