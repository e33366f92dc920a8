import { type EventStore, memoryEventStore, type Subscription } from "@quad/event-store";
import type { Mutant as WrongAdapter } from "@quad/testkit";
import type { EventStorePlace } from "../event-store-place.ts";

/** A way to break the promise of an event store. */
export type Mutant = WrongAdapter<EventStorePlace>;

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
