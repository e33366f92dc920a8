import { type EventStore, memoryEventStore, type RecordedEvent } from "@quad/event-store";
import { changed, type Mutant } from "./mutant.ts";

/** Wrong about single streams. */
export const streamMutants: readonly Mutant[] = [
  {
    name: "takes no notice of the expected version",
    caughtBy: [
      "refuses an append whose expected version is not the stream's",
      "of 10 at once with the same expected version exactly one succeeds",
    ],
    place: changed((store) => ({
      append: (stream, events) => store.append(stream, events, { expected: "any" }),
    })),
  },
  {
    name: "compares the version first and appends later, as if it were alone",
    caughtBy: ["of 10 at once with the same expected version exactly one succeeds"],
    place: changed(comparingFirst),
  },
  {
    name: "always expects a version",
    caughtBy: ["appends that expect any version all succeed, one after the other"],
    place: changed((store) => ({
      append: (stream, events, { expected }) =>
        store.append(stream, events, { expected: expected === "any" ? 0 : expected }),
    })),
  },
  {
    name: "rewrites history",
    caughtBy: ["what is recorded never changes"],
    place: changed((store) => ({
      async read(stream, range) {
        const events = await store.read(stream, range);
        return events.map((event) => ({ ...event, data: events.at(-1)?.data ?? null }));
      },
    })),
  },
  {
    name: "keeps the events before the one that is refused",
    caughtBy: ["refuses events that are not valid, and keeps none of their append"],
    place: changed((store) => ({
      async append(stream, events, { expected }) {
        if (expected !== "any" || events.length < 2) {
          return await store.append(stream, events, { expected });
        }
        let answer = { version: 0, recordedAt: new Date() };
        for (const event of events) answer = await store.append(stream, [event], { expected });
        return answer;
      },
    })),
  },
  {
    name: "appends one event after the other",
    caughtBy: ["an append is seen whole or not at all"],
    place: changed((store) => ({
      async append(stream, events) {
        let answer = { version: 0, recordedAt: new Date() };
        for (const event of events) {
          answer = await store.append(stream, [event], { expected: "any" });
          await new Promise((resolve) => void setImmediate(resolve));
        }
        return answer;
      },
    })),
  },
  {
    name: "believes every clock",
    caughtBy: ["instants never go back within a stream, whatever the clock says"],
    place: believingClocks,
  },
  {
    name: "answers an append with what the clock says",
    caughtBy: ["instants never go back within a stream, whatever the clock says"],
    place: answeringByTheClock,
  },
  {
    name: "takes upper and lower case for the same",
    caughtBy: ["streams with similar names are kept apart"],
    place: changed((store) => ({
      append: (stream, events, options) => store.append(stream.toLowerCase(), events, options),
      read: (stream, range) => store.read(stream.toLowerCase(), range),
    })),
  },
  {
    name: "reads a stream as it is now, whatever the instant",
    caughtBy: ["reads a stream as it was at an instant"],
    place: changed((store) => ({
      read: (stream, { until: _, ...range } = {}) => store.read(stream, range),
    })),
  },
  {
    name: "reads whole streams, whatever the range",
    caughtBy: ["reads from a version and to a version, at most so many"],
    place: changed((store) => ({ read: (stream) => store.read(stream) })),
  },
  {
    name: "changes what JSON can hold",
    caughtBy: ["keeps any JSON"],
    place: changed((store) => ({
      append: (stream, events, options) =>
        store.append(
          stream,
          events.map((event) => ({ ...event, data: withoutNul(event.data) })),
          options,
        ),
    })),
  },
];

function comparingFirst(store: EventStore): Partial<EventStore> {
  return {
    async append(stream, events, { expected }) {
      const { length } = await store.read(stream);
      if (expected !== "any" && expected !== length) {
        return await store.append(stream, events, { expected });
      }
      return await store.append(stream, events, { expected: "any" });
    },
  };
}

function believingClocks() {
  return {
    open(options: Parameters<typeof memoryEventStore>[0] = {}) {
      const store = memoryEventStore(options);
      const instants: Date[] = [];
      const append: EventStore["append"] = (stream, events, given) => {
        instants.push(options.clock?.now() ?? new Date());
        return store.append(stream, events, given);
      };
      const believing = (event: RecordedEvent) => {
        const recordedAt = instants[event.version - 1] ?? event.recordedAt;
        return { ...event, recordedAt };
      };
      const read: EventStore["read"] = async (stream, range) =>
        (await store.read(stream, range)).map(believing);
      return { ...store, append, read } as EventStore<unknown>;
    },
  };
}

function answeringByTheClock() {
  return {
    open(options: Parameters<typeof memoryEventStore>[0] = {}) {
      const store = memoryEventStore(options);
      const append: EventStore["append"] = async (...given) => {
        const { version } = await store.append(...given);
        return { version, recordedAt: options.clock?.now() ?? new Date() };
      };
      return { ...store, append } as EventStore<unknown>;
    },
  };
}

function withoutNul(data: unknown): unknown {
  return typeof data === "string" ? data.replaceAll("\0", "") : data;
}
