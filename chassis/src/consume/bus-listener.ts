import type { Bus, Message } from "@quad/bus";
import type { Lifecycle } from "@quad/lifecycle";
import type { Kit } from "../kit.ts";
import { eventTable } from "./event-table.ts";
import type { Listens } from "./listener.ts";

/** This process as a listener of the bus: each message goes to its row. */
export function busListener(options: {
  service: string;
  kit: Kit;
  bus: Bus;
  listens: Listens<Kit>;
}): Lifecycle {
  const { service, kit, bus, listens } = options;
  const table = eventTable(service, listens.to);

  function missed(): void {
    try {
      listens.missed(kit);
    } catch (error) {
      kit.log.error({ error }, "What was missed could not be made good.");
    }
  }

  function hear(message: Message): void {
    try {
      const found = table.find(message);
      found?.hearing.row.hear(kit, found.event);
    } catch (error) {
      kit.log.error({ error, topic: message.topic }, "An event was not heard.");
      missed();
    }
  }

  return bus.listen({ topics: table.topics, hear, missed });
}
