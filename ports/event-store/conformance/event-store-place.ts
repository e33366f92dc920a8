import type { Clock } from "@quad/clock";
import type { EventStore, EventStoreSupports, NewEvent, Upcasters } from "@quad/event-store";
import { testId } from "@quad/testkit";
import { onTestFinished } from "vitest";

/** What a check may want to be different about a store. */
export interface OpenOptions {
  readonly clock?: Clock;
  readonly upcasters?: Upcasters;
}

/** Where the suite meets an adapter: a fresh place for every check. */
export interface EventStorePlace<Transaction = unknown> {
  /**
   * A store, not started yet. All stores of a place share streams and subscriptions where the
   * adapter supports several processes: a second one stands for another process.
   */
  open(options?: OpenOptions): EventStore<Transaction>;
  /** Its process dies: whatever it holds is lost, and it can do nothing more. Durable stores. */
  kill?(store: EventStore<Transaction>): void | Promise<void>;
  /** With `supports.transactions`: how a service works with this adapter. */
  readonly service?: PlaceService<Transaction>;
  /** How long to wait for what should happen. Default 20 s. */
  readonly patienceMs?: number;
}

/** A service that keeps notes in the database of the store. */
export interface PlaceService<Transaction> {
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  note(transaction: Transaction, text: string): Promise<void>;
  notes(): Promise<string[]>;
}

/** One sentence of the contract and how to see whether it is kept; throws when it is not. */
export interface EventStoreCheck {
  readonly name: string;
  /** Runs only where the adapter supports it. */
  readonly needs?: keyof EventStoreSupports;
  readonly run: (place: EventStorePlace) => Promise<void>;
}

/** A started store of the place. */
export async function started(place: EventStorePlace, options?: OpenOptions): Promise<EventStore> {
  const store = place.open(options);
  await store.start();
  return store as EventStore;
}

/** Two processes where the adapter supports it, else the same store twice. */
export async function twoStores(place: EventStorePlace): Promise<[EventStore, EventStore]> {
  const one = await started(place);
  return [one, one.supports.multiProcess ? await started(place) : one];
}

export function patienceOf({ patienceMs = 20_000 }: EventStorePlace): number {
  return patienceMs;
}

/** Where there are transactions the place must have a service. */
export function serviceOf(place: EventStorePlace): PlaceService<never> {
  if (place.service) return place.service as PlaceService<never>;
  throw new TypeError("A place whose store has transactions needs a service.");
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

/** What handlers wait for until the check lets them go on; its end does so too. */
export function newGate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  onTestFinished(() => resolve());
  return { opened: promise, open: resolve };
}
