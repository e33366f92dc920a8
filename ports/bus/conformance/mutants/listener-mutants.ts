import type { Bus, Listening, Message } from "@quad/bus";
import { memoryPlace } from "../memory-place.ts";
import type { Mutant } from "./mutant.ts";

/** The same bus, whose listeners are changed. */
function listening(bus: Bus, change: (given: Listening) => Listening): Bus {
  return { ...bus, listen: (given) => bus.listen(change(given)) };
}

export const listenerMutants: readonly Mutant[] = [
  {
    name: "tells one listener instead of all",
    caughtBy: ["every listener of every instance hears every message once, each key in order"],
    place() {
      const told = new Set<string>();
      return memoryPlace((bus) =>
        listening(bus, (given) => ({
          ...given,
          hear(message) {
            if (told.has(message.id)) return;
            told.add(message.id);
            given.hear(message);
          },
        })),
      );
    },
  },
  {
    name: "tells a listener the past",
    caughtBy: [
      "a listener hears its topics only, nothing of the past, and nothing when it has stopped",
    ],
    place() {
      const past: Message[] = [];
      return memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          await bus.publish(messages);
          past.push(...messages);
        },
        listen(given) {
          const listener = bus.listen(given);
          return {
            ...listener,
            async start() {
              await listener.start();
              for (const each of past) if (given.topics.includes(each.topic)) given.hear(each);
            },
          };
        },
      }));
    },
  },
  {
    name: "is silent about a gap",
    caughtBy: ["a listener is told that it may have missed something"],
    place: () => memoryPlace((bus) => listening(bus, (given) => ({ ...given, missed: () => {} }))),
  },
  {
    name: "looks at a listener's topics when it starts",
    caughtBy: ["a listener without a topic, or with a wildcard, is refused before it starts"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        listen: (given) => ({ start: () => bus.listen(given).start(), stop: async () => {} }),
      })),
  },
];
