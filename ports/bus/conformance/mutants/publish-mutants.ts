import { busErrors, MESSAGE_BYTES_MAX, type Message, PUBLISH_BATCH_MAX } from "@quad/bus";
import { memoryPlace } from "../memory-place.ts";
import { handling, type Mutant, publishing } from "./mutant.ts";

export const publishMutants: readonly Mutant[] = [
  {
    name: "loses one message of a batch",
    caughtBy: ["the largest batch arrives whole"],
    place: () =>
      memoryPlace((bus) => publishing(bus, (batch) => batch.filter((_, at) => at !== 1))),
  },
  {
    name: "keeps bodies as text that cannot hold a NUL",
    caughtBy: ["a message arrives as it was published, whatever its body"],
    place: () =>
      memoryPlace((bus) =>
        publishing(bus, (batch) =>
          batch.map(({ body, ...rest }) => ({
            ...rest,
            body: typeof body === "string" ? body.replaceAll("\0", "") : body,
          })),
        ),
      ),
  },
  {
    name: "keeps only the first 64 characters of a key",
    caughtBy: ["keys and ids may hold any printable text, at full length"],
    place: () =>
      memoryPlace((bus) =>
        publishing(bus, (batch) =>
          batch.map((message) => ({ ...message, key: message.key.slice(0, 64) })),
        ),
      ),
  },
  {
    name: "hands the same copy to every handler",
    caughtBy: ["what publisher and handlers do to a message afterwards changes it for nobody"],
    place() {
      const copies = new Map<string, Message>();
      return memoryPlace((bus) =>
        handling(bus, ({ handle }, message, delivery) => {
          const copy = copies.get(message.id) ?? message;
          copies.set(message.id, copy);
          return handle(copy, delivery);
        }),
      );
    },
  },
  {
    name: "takes a topic for all topics below it",
    caughtBy: ["a subscriber receives its topics and no others"],
    place: () =>
      memoryPlace((bus) =>
        publishing(bus, (batch) =>
          batch.map((message) => ({
            ...message,
            topic: message.topic.split(".").slice(0, 2).join("."),
          })),
        ),
      ),
  },
  {
    name: "cannot publish nothing",
    caughtBy: ["an empty batch is nothing"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          if (messages.length === 0) throw new RangeError("A batch without a message.");
          await bus.publish(messages);
        },
      })),
  },
  {
    name: "publishes a batch message by message",
    caughtBy: [
      "a refused batch publishes nothing",
      "a publish that is cut has published all or nothing",
    ],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          for (const message of messages) await bus.publish([message]);
        },
      })),
  },
  {
    name: "drops a batch that comes while another is under way",
    caughtBy: ["publishers at the same time lose nothing, and each keeps its own order"],
    place() {
      let isBusy = false;
      return memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          if (isBusy) return;
          isBusy = true;
          await bus.publish(messages);
          isBusy = false;
        },
      }));
    },
  },
  {
    name: "cuts a batch that is too large in pieces",
    caughtBy: ["a batch over the limit is refused with its own code"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          await bus.publish(messages.slice(0, PUBLISH_BATCH_MAX));
          await bus.publish(messages.slice(PUBLISH_BATCH_MAX));
        },
      })),
  },
  {
    name: "needs a byte for itself",
    caughtBy: ["a message may be as large as the limit, to the byte"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          const large = messages.find(
            (message) => Buffer.byteLength(JSON.stringify(message)) >= MESSAGE_BYTES_MAX,
          );
          if (large) throw busErrors.BUS_MESSAGE_TOO_LARGE({ id: large.id });
          await bus.publish(messages);
        },
      })),
  },
  {
    name: "mends messages instead of refusing them",
    caughtBy: ["a message that breaks a rule is refused, whichever rule it is"],
    place: () =>
      memoryPlace((bus) =>
        publishing(bus, (batch) =>
          batch.map((message) => ({ ...message, topic: message.topic.toLowerCase() })),
        ),
      ),
  },
  {
    name: "looks at a subscription when it starts",
    caughtBy: ["a subscription that breaks a rule is refused before it starts"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        subscribe: (subscription) => ({
          start: () => bus.subscribe(subscription).start(),
          stop: async () => {},
        }),
      })),
  },
];
