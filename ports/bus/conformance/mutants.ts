import { isQuadError } from "@quad/errors";
import type { Bus, Message, Subscription } from "../src/bus.ts";
import type { DeadLetter } from "../src/dead-letters.ts";
import { memoryBus } from "../src/memory-bus.ts";

/** A bus that breaks one promise, and the check that must notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: string;
  readonly open: () => Bus;
}

/** Wrong buses that people really write. They prove the suite: each must be caught by its check. */
export const busMutants: readonly Mutant[] = [
  {
    name: "loses a message now and then",
    caughtBy: "publishers at the same time lose nothing",
    open: () => {
      let count = 0;
      return publishing((messages) => messages.filter(() => ++count % 10 > 0));
    },
  },
  {
    name: "publishes what is good of a bad batch",
    caughtBy: "a message above the size limit is refused, and nothing of its batch arrives",
    open: () => {
      const bus = memoryBus();
      return {
        ...bus,
        async publish(messages) {
          for (const message of messages) await bus.publish([message]);
        },
      };
    },
  },
  {
    name: "reorders what is published together",
    caughtBy: "messages of one key are handled one at a time, in publishing order",
    open: () => publishing((messages) => messages.toReversed()),
  },
  {
    name: "acknowledges before the handler is done",
    caughtBy: "a message counts as handled when its handler resolves, not before",
    open: () =>
      subscribing((subscription) => ({
        ...subscription,
        handle: async (message, delivery) => {
          subscription.handle(message, delivery).catch(() => {});
        },
      })),
  },
  {
    name: "does not count attempts",
    caughtBy: "a message that fails is offered again, its attempts counted",
    open: () =>
      subscribing((subscription) => ({
        ...subscription,
        handle: (message, delivery) => subscription.handle(message, { ...delivery, attempt: 1 }),
      })),
  },
  {
    name: "never backs off",
    caughtBy: "each further attempt waits longer: at least half of a doubling delay",
    open: () =>
      subscribing(({ retry, ...subscription }) => ({
        ...subscription,
        retry: { ...retry, delayMs: 0, delayMsMax: 0 },
      })),
  },
  {
    name: "blames the message for a neighbour",
    caughtBy: "an unavailable neighbour costs the message no attempt",
    open: () =>
      subscribing((subscription) => ({
        ...subscription,
        handle: (message, delivery) =>
          subscription.handle(message, delivery).catch((error: unknown) => {
            throw isQuadError(error) ? new Error(error.message) : error;
          }),
      })),
  },
  {
    name: "lets a key overtake its dead letter",
    caughtBy: "a dead letter holds up its own key, and no other",
    open: overtaking,
  },
  {
    name: "replays without the edit",
    caughtBy: "a replay may replace the body, and nothing else",
    open: () => {
      const bus = memoryBus();
      const { deadLetters } = bus;
      return { ...bus, deadLetters: { ...deadLetters, replay: (id) => deadLetters.replay(id) } };
    },
  },
  {
    name: "gives every member everything",
    caughtBy: "the members of a group share its messages",
    open: () => {
      let member = 0;
      return subscribing((subscription) => ({
        ...subscription,
        group: `${subscription.group}-${++member}`,
      }));
    },
  },
  {
    name: "takes no notice of concurrency",
    caughtBy: "a slow handler never has more than its concurrency in hand",
    open: () => subscribing((subscription) => ({ ...subscription, concurrency: 1_000 })),
  },
];

function publishing(change: (messages: readonly Message[]) => readonly Message[]): Bus {
  const bus = memoryBus();
  return { ...bus, publish: (messages) => bus.publish(change(messages)) };
}

function subscribing(change: (subscription: Subscription) => Subscription): Bus {
  const bus = memoryBus();
  return { ...bus, subscribe: (subscription) => bus.subscribe(change(subscription)) };
}

/** Notes a dead letter aside, as a table of failures would, and goes on with its key. */
function overtaking(): Bus {
  const letters: DeadLetter[] = [];
  const bus = subscribing((subscription) => ({
    ...subscription,
    handle: async (message, delivery) => {
      const { attempt } = delivery;
      try {
        await subscription.handle(message, delivery);
      } catch (error) {
        if (attempt < (subscription.retry?.attemptsMax ?? 1)) throw error;
        const { group } = subscription;
        const death = { diedAt: new Date(), error: String(error), blocked: 0 };
        letters.push({ id: message.id, group, message, attempts: attempt, ...death });
      }
    },
  }));
  const list = async () => ({ items: letters, next: null });
  return { ...bus, deadLetters: { ...bus.deadLetters, list } };
}
