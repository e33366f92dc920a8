import type { Subscription } from "@quad/event-store";
import { changed, type Mutant, subscribing } from "./mutant.ts";

/** Wrong about subscriptions and about starting and stopping. */
export const subscriptionMutants: readonly Mutant[] = [
  {
    name: "moves the checkpoint before the handler",
    caughtBy: [
      "the checkpoint moves after the handler, never before",
      "a handler that rejects gets the events again, and none is skipped",
      "a stop tells the handler and waits for it",
    ],
    place: subscribing((given) => ({
      ...given,
      async handle(events, batch) {
        given.handle(events, batch).catch(() => {});
      },
    })),
  },
  {
    name: "goes on when a handler rejects",
    caughtBy: ["a handler that rejects gets the events again, and none is skipped"],
    place: subscribing((given) => ({
      ...given,
      handle: (events, batch) => given.handle(events, batch).catch(() => {}),
    })),
  },
  {
    name: "lets every member have the whole history",
    caughtBy: [
      "one member of a name works at a time",
      "another member goes on where the last one stopped",
    ],
    place: changed((store) => {
      let members = 0;
      return {
        subscribe: (given) => store.subscribe({ ...given, name: `${given.name}-${++members}` }),
      };
    }),
  },
  {
    name: "has one checkpoint for all names",
    caughtBy: ["names do not disturb each other", "a rewind touches one name only"],
    place: changed((store) => ({
      subscribe: (given) => store.subscribe({ ...given, name: "one" }),
      rewind: () => store.rewind("one"),
      progress: () => store.progress("one"),
    })),
  },
  {
    name: "follows one of several subscriptions that are given together",
    caughtBy: ["each of them handles all history in order, and has a checkpoint of its own"],
    place: changed((store) => ({ subscribe: (first) => store.subscribe(first) })),
  },
  {
    name: "lets one of several that are given together hold up the others",
    caughtBy: ["one whose handler rejects holds up no other, and misses nothing"],
    place: changed((store) => ({
      subscribe: (...given) => store.subscribe(...failingTogether(given)),
    })),
  },
  {
    name: "begins with the history, wherever it should begin",
    caughtBy: ["a new name may begin with what is appended after its start"],
    place: subscribing((given) => ({ ...given, from: "start" })),
  },
  {
    name: "takes batches of any size",
    caughtBy: ["a member handles all history in order, then what comes"],
    place: subscribing((given) => ({ ...given, batchMax: 500 })),
  },
  {
    name: "never rewinds",
    caughtBy: [
      "after a rewind all history is handled again, while others write on",
      "a batch in hand does not undo a rewind",
    ],
    place: changed(() => ({ rewind: async () => {} })),
  },
  {
    name: "stops without waiting for a handler",
    caughtBy: ["a stop tells the handler and waits for it"],
    place: changed((store) => ({
      subscribe(given) {
        const member = store.subscribe(given);
        return {
          start: () => member.start(),
          async stop() {
            member.stop().catch(() => {});
          },
        };
      },
    })),
  },
  {
    name: "does not know how far anybody is",
    caughtBy: ["nobody knows a name: its position is 0"],
    place: changed(() => ({ progress: async () => ({ position: 0, head: 0 }) })),
  },
  {
    name: "never stops",
    caughtBy: [
      "refuses calls before its start and after its stop",
      "a stop of the store stops its members, which may start again",
    ],
    place: changed(() => ({ stop: async () => {} })),
  },
  {
    name: "forgets everything when it stops",
    caughtBy: ["keeps its events over a stop", "a stop lets the calls under way finish"],
    place: changed((store) => {
      let stopped = false;
      return {
        async stop() {
          stopped = true;
          await store.stop();
        },
        append: async (stream, events, options) =>
          stopped
            ? { version: 1, recordedAt: new Date() }
            : await store.append(stream, events, options),
        readAll: async (range) => (stopped ? [] : await store.readAll(range)),
      };
    }),
  },
];

/** None of them handles anything before all have handled the first batch. */
function failingTogether(given: readonly Subscription[]): Subscription[] {
  const waiting = new Set(given);
  return given.map((each) => ({
    ...each,
    async handle(events, batch) {
      if (waiting.has(each)) await each.handle(events, batch);
      waiting.delete(each);
      if (waiting.size > 0) throw new Error("another has not handled it");
    },
  }));
}
