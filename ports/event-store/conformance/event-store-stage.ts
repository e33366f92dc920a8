import type { EventStore, EventStoreSupports, NewEvent } from "@quad/event-store";
import { type Check, Stage, testId } from "@quad/testkit";
import type { EventStorePlace, PlaceService } from "./event-store-place.ts";
import { ObservedSubscription } from "./observed-subscription.ts";

export type EventStoreCheck = Check<EventStoreStage, keyof EventStoreSupports>;

/** Where one check of an event store plays. */
export class EventStoreStage extends Stage<EventStorePlace> {
  /** Two processes where the adapter supports it, else the same store twice. */
  async two(): Promise<[EventStore, EventStore]> {
    const one = await this.started();
    return [one, one.supports.multiProcess ? await this.started() : one];
  }

  /** Where there are transactions the place must have a service. */
  get service(): PlaceService<never> {
    if (this.place.service) return this.place.service as PlaceService<never>;
    throw new TypeError("A place whose store has transactions needs a service.");
  }

  subscription(): ObservedSubscription {
    return new ObservedSubscription(this.patienceMs);
  }
}

export function newStream(): string {
  return `order-${testId()}`;
}

/** Events that can be told apart by their number. */
export function numbered(count: number, first = 1): NewEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    type: "test.numbered",
    data: { number: first + index },
  }));
}
