import { memorySagaStore, type SagaVersion } from "@quad/saga";
import { type Mutant, storedBy } from "./mutant.ts";

/** Wrong stores. */
export const storeMutants: readonly Mutant[] = [
  {
    name: "forgets the sagas of a coordinator that crashed",
    caughtBy: [
      "goes on after a crash before or after any of its writes, to the same end",
      "goes on after a crash while it compensates, to the same end",
      "a step that was interrupted may have happened: the participant is asked first",
      "a saga whose beginning was stored, but not answered, is not forgotten",
    ],
    place: storedBy((store) => ({
      claim: async (claimer, limit) =>
        (await store.claim(claimer, limit)).filter(({ isLost }) => !isLost),
    })),
  },
  {
    name: "stores a saga when it ends, not on its way",
    caughtBy: [
      "goes on after a crash before or after any of its writes, to the same end",
      "goes on after a crash while it compensates, to the same end",
    ],
    place: storedBy((store) => ({
      async save(writes) {
        await store.save(writes.filter(({ owner }) => owner === null));
        return new Set(writes.map(({ id }) => id));
      },
    })),
  },
  {
    name: "keeps the sagas of each process to itself",
    caughtBy: [
      "goes on after a crash before or after any of its writes, to the same end",
      "20 calls at once from two coordinators begin one saga",
      "one that stops gives its sagas to the others, and they know how far each has come",
      "a saga ends with the version it began with, beside sagas of the next",
    ],
    place: () => ({ open: () => memorySagaStore() }),
  },
  {
    name: "has no fence",
    caughtBy: [
      "one that was paused, and whose saga has passed to another, changes nothing any more",
    ],
    place: storedBy((store) => ({
      async save(writes) {
        const rows = await Promise.all(writes.map(({ id }) => store.read(id)));
        return store.save(
          writes.map((write, index) => ({ ...write, epoch: rows[index]?.epoch ?? 0 })),
        );
      },
    })),
  },
  {
    name: "lets two persons speak at the same time",
    caughtBy: ["of two persons who say otherwise at the same time one is refused"],
    place: storedBy((store) => ({
      save: (writes) => store.save(writes.map((write) => ({ ...write, epochNext: write.epoch }))),
    })),
  },
  {
    name: "tells nobody that a write came too late",
    caughtBy: [
      "one that was paused, and whose saga has passed to another, changes nothing any more",
    ],
    place: storedBy((store) => ({
      async save(writes) {
        await store.save(writes);
        return new Set(writes.map(({ id }) => id));
      },
    })),
  },
  {
    name: "hands out the sagas of the living",
    caughtBy: ["two coordinators share the work, and neither does what the other does"],
    place: storedBy(() => ({ renew: async () => {} })),
  },
  {
    name: "tries again without a delay",
    caughtBy: [
      "waits before it tries again, by chance between half the delay and all of it",
      "a saga that waits is nobody's before its time",
    ],
    place: storedBy((store) => ({
      save: (writes) => store.save(writes.map((write) => ({ ...write, delayMs: 0 }))),
    })),
  },
  {
    name: "applies the newest version to the sagas of all",
    caughtBy: [
      "a saga ends with the version it began with, beside sagas of the next",
      "a version that nobody knows waits, is counted as stranded, and goes on when known",
    ],
    place: storedBy((store) => ({
      async claim(claimer, limit) {
        const versions = claimer.versions.flatMap(({ name, version }) =>
          Array.from({ length: version }, (_, index) => ({ name, version: index + 1 })),
        );
        const rows = await store.claim({ ...claimer, versions }, limit);
        return rows.map((row) => ({ ...row, version: newest(claimer.versions, row.name) }));
      },
    })),
  },
  {
    name: "begins a saga as often as it is asked to",
    caughtBy: [
      "a saga begins once: the same call again changes nothing, also after its end",
      "20 calls at once from two coordinators begin one saga",
      "refuses an id that was used for another name or input",
    ],
    place: storedBy((store) => ({
      async insert(rows) {
        await store.insert(rows);
        return new Set(rows.map(({ id }) => id));
      },
    })),
  },
  {
    name: "begins a saga whether or not the caller's transaction commits",
    caughtBy: ["within a transaction a saga begins if and only if that commits"],
    place: () => {
      const place = storedBy((store) => ({
        supports: { durable: false, transactions: true },
        async insertWithin(_, row, onCommit) {
          const isNew = (await store.insert([row])).has(row.id);
          if (isNew) onCommit();
          return { isNew, stored: isNew ? undefined : await store.read(row.id) };
        },
      }))();
      return { ...place, transaction: (work) => work({}) };
    },
  },
  {
    name: "says that it cannot begin in a transaction, and does",
    caughtBy: ["says so where it cannot begin in a transaction"],
    place: storedBy((store) => ({
      insertWithin: async (_, row) => {
        await store.insert([row]);
        return { isNew: true, stored: undefined };
      },
    })),
  },
  {
    name: "keeps the sagas of a coordinator that stopped",
    caughtBy: [
      "one that stops gives its sagas to the others, and they know how far each has come",
      "a stop waits for the calls under way, and begins no other; a start goes on",
    ],
    place: storedBy((store) => ({
      release: async () => {},
      save: (writes) =>
        store.save(
          writes.map((write) =>
            write.delayMs === 0 && write.state.status === "running"
              ? { ...write, owner: write.owner ?? "a coordinator that stopped" }
              : write,
          ),
        ),
      claim: async (claimer, limit) => {
        await store.renew("a coordinator that stopped", 60_000);
        return store.claim(claimer, limit);
      },
    })),
  },
  {
    name: "takes what a coordinator gave back for lost",
    caughtBy: ["one that stops gives its sagas to the others, and they know how far each has come"],
    place: storedBy((store) => ({
      claim: async (claimer, limit) =>
        (await store.claim(claimer, limit)).map((row) => ({ ...row, isLost: true })),
    })),
  },
  {
    name: "lists without a look at the filter",
    caughtBy: ["lists sagas by id, page by page, also those of one status alone"],
    place: storedBy((store) => ({ list: ({ limit }) => store.list({ after: "", limit }) })),
  },
  {
    name: "counts nothing as stranded",
    caughtBy: ["a version that nobody knows waits, is counted as stranded, and goes on when known"],
    place: storedBy((store) => ({
      counts: async (versions) => ({ ...(await store.counts(versions)), stranded: 0 }),
    })),
  },
  {
    name: "finds a saga for every id",
    caughtBy: [
      "knows nothing of an id that was never begun",
      "a person is refused what does not fit, and nothing changes",
    ],
    place: storedBy((store) => ({
      read: async (id) => (await store.read(id)) ?? (await anything(id)),
    })),
  },
  {
    name: "drops what a write that failed has stored",
    caughtBy: ["a write that was stored, but not answered, is repeated and harms nothing"],
    place: storedBy((store) => {
      const seen = new Set<string>();
      return {
        // The second write of one state looks like that of a stale coordinator.
        save: (writes) =>
          store.save(
            writes.filter(({ id, state }) => {
              const mark = `${id} ${JSON.stringify(state)}`;
              return seen.size < seen.add(mark).size;
            }),
          ),
      };
    }),
  },
  {
    name: "cuts what is long",
    caughtBy: ["keeps the longest id and the largest input exactly"],
    place: storedBy((store) => ({
      insert: async (rows) => {
        const cut = rows.map((row) => ({
          ...row,
          input: JSON.parse(JSON.stringify(row.input).replaceAll(String.raw`\u0000`, "")),
        }));
        return store.insert(cut);
      },
    })),
  },
];

function newest(versions: readonly SagaVersion[], name: string): number {
  return Math.max(...versions.filter((one) => one.name === name).map(({ version }) => version));
}

async function anything(id: string) {
  const store = memorySagaStore();
  const state = { status: "done", reason: null, steps: [] } as const;
  await store.insert([{ id, name: "any", version: 1, input: {}, state, owner: null }]);
  return store.read(id);
}
