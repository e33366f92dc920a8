import { type EventStore, memoryEventStore, type Subscription } from "@quad/event-store";
import type { EventStorePlace } from "../event-store-place.ts";

/** A way to break the promise, and the checks that must notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** A fresh place that holds such a store. */
  readonly place: () => EventStorePlace;
}

/** A place whose memory stores are changed. */
export function changed(change: (store: EventStore) => Partial<EventStore>): () => EventStorePlace {
  return () => ({
    open(options) {
      const store = memoryEventStore(options);
      return { ...store, ...change(store) } as EventStore<unknown>;
    },
  });
}

/** A place whose subscriptions are changed on their way in. */
export function subscribing(change: (given: Subscription) => Subscription): () => EventStorePlace {
  return changed((store) => ({ subscribe: (given) => store.subscribe(change(given)) }));
}
