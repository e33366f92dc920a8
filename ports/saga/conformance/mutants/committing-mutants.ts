import { memorySagaStore, type SagaStore } from "@quad/saga";
import type { SagaPlace } from "../saga-place.ts";
import type { Mutant } from "./mutant.ts";

/** Stores that say they have transactions, and do not keep what that means. */
export const committingMutants: readonly Mutant[] = [
  {
    name: "does what a step wants committed in a commit of its own",
    caughtBy: [
      "what rejects in commitWith has not happened, and its step is tried again",
      "what one does by commitWith whose saga has passed to another has not happened",
      "within a transaction a saga begins if and only if that commits",
    ],
    place: () => pretending(async (effect) => void (await effect(undefined as never))),
  },
  {
    name: "drops what a step wants committed",
    caughtBy: ["what a step does by commitWith is there when the next step begins"],
    place: () => pretending(async () => {}),
  },
];

type Effect = Parameters<SagaStore["saveWith"]>[1];

/** The memory store with transactions in which every part is a commit of its own. */
function pretending(perform: (effect: Effect) => Promise<void>): SagaPlace {
  const store = memorySagaStore();
  const pretender: SagaStore<unknown> = {
    ...store,
    supports: { ...store.supports, transactions: true },
    async insertWithin(_, row, onCommit) {
      const isNew = (await store.insert([row])).has(row.id);
      if (isNew) onCommit();
      return { isNew, stored: isNew ? undefined : await store.read(row.id) };
    },
    async saveWith(write, effect) {
      await perform(effect);
      return (await store.save([write])).has(write.id);
    },
  };
  return { open: () => pretender, transaction: (work) => work(undefined) };
}
