import { type Message, RETRY_DEFAULT } from "@quad/bus";
import { isQuadError, QuadError } from "@quad/errors";
import { memoryPlace } from "../memory-place.ts";
import { handling, type Mutant, publishing, subscribing } from "./mutant.ts";

export const deliveryMutants: readonly Mutant[] = [
  {
    name: "turns each two messages of a batch around",
    caughtBy: ["messages of one key are handled one at a time, in publishing order"],
    place: () =>
      memoryPlace((bus) =>
        publishing(bus, (batch) =>
          batch.map((message, at) => batch[at + (at % 2 === 0 ? 3 : -3)] ?? message),
        ),
      ),
  },
  {
    name: "keeps order by topic and key",
    caughtBy: [
      "the order of a key spans topics",
      "only the topic pauses whose handler needs it, and what is behind it in its key",
    ],
    place: () =>
      memoryPlace((outer) => {
        const bus = publishing(outer, (batch) =>
          batch.map((message) => ({ ...message, key: `${message.key}|${message.topic}` })),
        );
        return handling(bus, ({ handle }, message, delivery) => {
          const [key = ""] = message.key.split("|");
          return handle({ ...message, key }, delivery);
        });
      }),
  },
  {
    name: "has only one hand",
    caughtBy: [
      "keys are handled at the same time, as many as the concurrency says",
      "a slow key keeps no other waiting",
      "without another wish the concurrency is the default",
    ],
    place: () => memoryPlace((bus) => subscribing(bus, (given) => ({ ...given, concurrency: 1 }))),
  },
  {
    name: "gives a group's messages to each of its members",
    caughtBy: [
      "two instances at once: each key in order, never in two hands, nothing twice",
      "the members of a group share its messages, whatever their instance",
    ],
    place() {
      let members = 0;
      return memoryPlace((bus) =>
        subscribing(bus, (given) => {
          members += 1;
          return { ...given, group: `${given.group}-${members}` };
        }),
      );
    },
  },
  {
    name: "puts a message that failed at the end of its key",
    caughtBy: [
      "3,000 messages, one handler in ten failing at random: all handled, each key in order",
      "later messages of the key wait for a retry, other keys flow on",
      "many failures at once come back and keep the order of their keys",
    ],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          const attempt = Number(message.headers.attempt ?? 1);
          const headers = { attempt: String(attempt + 1) };
          const again = () => bus.publish([{ ...message, headers }]);
          await Promise.try(handle, message, { ...delivery, attempt }).catch(again);
        }),
      ),
  },
  {
    name: "has one group under many names",
    caughtBy: ["every group receives every message"],
    place: () =>
      memoryPlace((bus) => subscribing(bus, (given) => ({ ...given, group: "everyone" }))),
  },
  {
    name: "stops a key for every group when one fails",
    caughtBy: ["a failure in one group holds up no other"],
    place() {
      const failed = new Set<string>();
      return memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          if (failed.has(message.key)) throw new Error("Another group has failed here.");
          failed.add(message.key);
          await handle(message, delivery);
          failed.delete(message.key);
        }),
      );
    },
  },
  {
    name: "keeps nothing for a group that nobody is in",
    caughtBy: [
      "a group without members misses nothing",
      "counts what a group without members has before it",
    ],
    place() {
      let members = 0;
      return memoryPlace((bus) => ({
        ...publishing(bus, (batch) => (members === 0 ? [] : [...batch])),
        subscribe(subscription) {
          const member = bus.subscribe(subscription);
          return {
            async start() {
              await member.start();
              members += 1;
            },
            async stop() {
              await member.stop();
              members -= 1;
            },
          };
        },
      }));
    },
  },
  {
    name: "starts a new group at the end",
    caughtBy: ["a new group starts with the oldest message"],
    place() {
      const old = new Set<string>();
      const groups = new Map<string, Set<string>>();
      return memoryPlace((outer) => {
        const bus = handling(outer, async ({ group, handle }, message, delivery) => {
          if (!groups.get(group)?.has(message.id)) await handle(message, delivery);
        });
        return {
          ...subscribing(bus, (given) => {
            groups.set(given.group, groups.get(given.group) ?? new Set(old));
            return given;
          }),
          async publish(messages) {
            await bus.publish(messages);
            for (const { id } of messages) old.add(id);
          },
        };
      });
    },
  },
  {
    name: "gives a new group the past, and says it does not",
    caughtBy: ["a new group starts with the first message after its first member"],
    place: () => memoryPlace((bus) => ({ ...bus, supports: { ...bus.supports, history: false } })),
  },
  {
    name: "takes a message for handled when it hands it over",
    caughtBy: [
      "a message counts as handled when its handler resolves, not before",
      "an instance killed in a handler: another takes over, the key stays in order",
      "instances killed under load: nothing is lost, each key stays in order",
    ],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          Promise.try(handle, message, delivery).catch(() => {});
        }),
      ),
  },
  {
    name: "never backs off",
    caughtBy: ["a handler that rejects gets the message again, each time after a longer pause"],
    place: () =>
      memoryPlace((bus) =>
        subscribing(bus, (given) => ({ ...given, retry: { ...given.retry, delayMs: 0 } })),
      ),
  },
  {
    name: "has one policy for all topics",
    caughtBy: [
      "a topic may have a policy of its own, where it says nothing that of the subscription",
    ],
    place: () => memoryPlace((bus) => subscribing(bus, ({ retryByTopic: _, ...given }) => given)),
  },
  {
    name: "takes the defaults for what a topic's policy does not say",
    caughtBy: [
      "a topic may have a policy of its own, where it says nothing that of the subscription",
    ],
    place: () =>
      memoryPlace((bus) =>
        subscribing(bus, ({ retryByTopic = {}, ...given }) => ({
          ...given,
          retryByTopic: Object.fromEntries(
            Object.entries(retryByTopic).map(([topic, own]) => [
              topic,
              { ...RETRY_DEFAULT, ...own },
            ]),
          ),
        })),
      ),
  },
  {
    name: "sees a failure only in errors",
    caughtBy: ["whatever a handler throws, at once or later, is a failure"],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          await Promise.try(handle, message, delivery).catch((thrown: unknown) => {
            if (thrown instanceof Error) throw thrown;
          });
        }),
      ),
  },
  {
    name: "counts an unavailable neighbour as an attempt",
    caughtBy: [
      "an unavailable neighbour costs a message no attempt, however often it is away",
      "when the neighbour is back, all that failed is handled in order",
    ],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          await Promise.try(handle, message, delivery).catch((thrown: unknown) => {
            throw isQuadError(thrown) ? new Error(thrown.message) : thrown;
          });
        }),
      ),
  },
  {
    name: "asks an unavailable neighbour again at once",
    caughtBy: ["it is given a pause, and not asked again and again"],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          while (true) {
            const thrown = await Promise.try(handle, message, delivery).catch(String);
            if (thrown === undefined) return;
            await new Promise(setImmediate);
          }
        }),
      ),
  },
  {
    name: "pauses all topics for a neighbour that one needs",
    caughtBy: ["only the topic pauses whose handler needs it, and what is behind it in its key"],
    place() {
      let needy: string | undefined;
      return memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          const away = new QuadError("AWAY", "unavailable", "Somebody needs it.");
          if (needy !== undefined && needy !== message.topic) throw away;
          await Promise.try(handle, message, delivery).catch((thrown: unknown) => {
            if (isQuadError(thrown)) needy = message.topic;
            throw thrown;
          });
          needy = undefined;
        }),
      );
    },
  },
  {
    name: "forgets its attempts over an unavailable neighbour",
    caughtBy: ["failures of both kinds mix: only those of the message count"],
    place() {
      const forgiven = new Map<string, number>();
      const before = ({ id }: Message) => forgiven.get(id) ?? 0;
      return memoryPlace((bus) =>
        handling(bus, async ({ handle, retry }, message, delivery) => {
          const attempt = delivery.attempt - before(message);
          const max = retry?.attemptsMax ?? RETRY_DEFAULT.attemptsMax;
          await Promise.try(handle, message, { ...delivery, attempt }).catch((thrown: unknown) => {
            if (isQuadError(thrown)) forgiven.set(message.id, Math.min(attempt - 1, max));
            throw thrown;
          });
        }),
      );
    },
  },
];
