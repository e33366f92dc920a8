import type { Bus, Message } from "@quad/bus";
import type { Event } from "@quad/contracts";
import type { Lifecycle } from "@quad/lifecycle";
import { inSpan } from "@quad/telemetry";
import { Compile } from "typebox/compile";
import { chassisErrors } from "../chassis-errors.ts";
import type { Kit } from "../kit.ts";
import type { Consumer } from "./consumer.ts";

/**
 * The service as a member of its consumer group: each message goes to its row of the table. One
 * that does not keep its contract fails with EVENT_INVALID and so ends among the dead letters.
 */
export function consumerGroup(options: {
  service: string;
  kit: Kit;
  bus: Bus;
  consumers: readonly Consumer<Kit>[];
}): Lifecycle {
  const { service, kit, bus, consumers } = options;
  const byTopic = new Map(
    consumers.map((consumer) => {
      const { type, schema } = consumer.event;
      return [type, { consumer, data: Compile(schema) }];
    }),
  );
  if (byTopic.size < consumers.length) {
    throw new TypeError(`${service} lists an event twice in its consumers.`);
  }
  return bus.subscribe({
    group: service,
    topics: [...byTopic.keys()],
    handle: async (message, delivery) => {
      const row = byTopic.get(message.topic);
      if (!row) throw new TypeError(`${service} does not hear ${message.topic}.`);
      const event = message.body as Event;
      if (!row.data.Check(event?.data)) {
        const [fault] = row.data.Errors(event?.data);
        const reason = fault ? `${fault.instancePath || "data"} ${fault.message}` : "no data";
        throw chassisErrors.EVENT_INVALID({ topic: message.topic, id: message.id, reason });
      }
      await inSpan(
        `${service} hears ${message.topic}`,
        { kind: "consumer", from: message.headers, attributes: attributesOf(service, message) },
        () => row.consumer.run(kit, event, delivery),
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
