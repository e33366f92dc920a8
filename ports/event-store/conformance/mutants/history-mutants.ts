import { type EventStore, memoryEventStore } from "@quad/event-store";
import { changed, type Mutant } from "./mutant.ts";

/** Wrong about the history, snapshots, schemas and archives. */
export const historyMutants: readonly Mutant[] = [
  {
    name: "gives positions again",
    caughtBy: [
      "positions are 1, 2, 3 in the order of appends, over all streams",
      "who follows sees every event once, while many write",
    ],
    place: changed((store) => ({
      async readAll(range) {
        const page = await store.readAll(range);
        return page.map((event, index) => ({ ...event, position: index + 1 }));
      },
    })),
  },
  {
    name: "numbers the history anew when it grows",
    caughtBy: ["a position is for ever"],
    place: changed((store) => ({
      async readAll({ limit, after }) {
        const page = await store.readAll({ after: 0 });
        const newestFirst = page
          .toReversed()
          .map((event, index) => ({ ...event, position: index + 1 }));
        return newestFirst.slice(after, after + (limit ?? page.length));
      },
    })),
  },
  {
    name: "loses what is archived from the history",
    caughtBy: ["the history still has it, at the same positions"],
    place: changed((store) => {
      const gone = new Set<string>();
      return {
        archive(stream, options) {
          gone.add(stream);
          return store.archive(stream, options);
        },
        readAll: async (range) =>
          (await store.readAll(range)).filter(({ stream }) => !gone.has(stream)),
      };
    }),
  },
  {
    name: "loses the events of what is archived",
    caughtBy: ["an archived stream is read as before"],
    place: changed((store) => {
      const gone = new Set<string>();
      return {
        async archive(stream, options) {
          await store.archive(stream, options);
          gone.add(stream);
        },
        read: async (stream, range) => (gone.has(stream) ? [] : await store.read(stream, range)),
      };
    }),
  },
  {
    name: "archives nothing",
    caughtBy: [
      "an archived stream takes no more events",
      "a stream that has moved on is not archived",
    ],
    place: changed(() => ({ archive: async () => {} })),
  },
  {
    name: "returns a snapshot of a later version",
    caughtBy: ["a snapshot that is later than asked for is none"],
    place: changed((store) => ({
      snapshot: (stream, { schema }) => store.snapshot(stream, { schema }),
    })),
  },
  {
    name: "takes a snapshot of another schema for its own",
    caughtBy: ["a snapshot of another schema is none"],
    place: changed((store) => ({
      saveSnapshot: (stream, snapshot) => store.saveSnapshot(stream, { ...snapshot, schema: 1 }),
      snapshot: (stream, wanted) => store.snapshot(stream, { ...wanted, schema: 1 }),
    })),
  },
  {
    name: "keeps the snapshot that was saved last",
    caughtBy: [
      "an older snapshot does not replace a newer one",
      "a snapshot of a version that the stream has not reached is refused",
    ],
    place: changed(() => keepingTheLast()),
  },
  {
    name: "skips its upcasters",
    caughtBy: [
      "whoever reads sees the newest schema",
      "an event that no step leads on from is an error",
      "an event of a schema that the program does not know yet is an error",
      "an upcaster that fails is an error with its cause",
    ],
    place: () => ({
      open: ({ clock } = {}) => memoryEventStore(clock ? { clock } : {}) as EventStore<unknown>,
    }),
  },
];

function keepingTheLast(): Partial<EventStore> {
  const kept = new Map<string, Parameters<EventStore["saveSnapshot"]>[1]>();
  return {
    async saveSnapshot(stream, snapshot) {
      kept.set(stream, snapshot);
    },
    snapshot: async (stream) => kept.get(stream),
  };
}
