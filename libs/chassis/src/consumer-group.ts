import type { Bus, Message } from "@quad/bus";
import type { Event } from "@quad/contracts";
import type { Lifecycle } from "@quad/lifecycle";
import { inSpan } from "@quad/telemetry";
import type { Consumer } from "./consumer.ts";
import type { Kit } from "./kit.ts";

/** The service as a member of its consumer group: each message goes to its row of the table. */
export function consumerGroup(options: {
  service: string;
  kit: Kit;
  bus: Bus;
  consumers: readonly Consumer<Kit>[];
}): Lifecycle {
  const { service, kit, bus, consumers } = options;
  const byTopic = new Map(consumers.map((consumer) => [consumer.event.type, consumer]));
  if (byTopic.size < consumers.length) {
    throw new TypeError(`${service} lists an event twice in its consumers.`);
  }
  return bus.subscribe({
    group: service,
    topics: [...byTopic.keys()],
    handle: async (message, delivery) => {
      const consumer = byTopic.get(message.topic);
      if (!consumer) throw new TypeError(`${service} does not hear ${message.topic}.`);
      await inSpan(
        `${service} hears ${message.topic}`,
        { kind: "consumer", from: message.headers, attributes: attributesOf(service, message) },
        () => consumer.run(kit, message.body as Event, delivery),
      );
    },
  });
}

function attributesOf(service: string, message: Message) {
  return {
    "service.name": service,
    "messaging.destination.name": message.topic,
    "messaging.message.id": message.id,
  };
}
