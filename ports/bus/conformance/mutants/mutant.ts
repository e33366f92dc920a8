import type { Bus, Delivery, Message, Subscription } from "@quad/bus";
import type { Mutant as WrongAdapter } from "@quad/testkit";
import type { BusPlace } from "../bus-place.ts";

/** A way to break the promise of a bus. */
export type Mutant = WrongAdapter<BusPlace>;

/** The same bus, whose messages are changed on their way in. */
export function publishing(bus: Bus, change: (messages: readonly Message[]) => Message[]): Bus {
  return { ...bus, publish: (messages) => bus.publish(change(messages)) };
}

/** The same bus, whose subscriptions are changed. */
export function subscribing(bus: Bus, change: (given: Subscription) => Subscription): Bus {
  return { ...bus, subscribe: (subscription) => bus.subscribe(change(subscription)) };
}

/** The same bus, with something else between it and its handlers. */
export function handling(
  bus: Bus,
  handle: (given: Subscription, message: Message, delivery: Delivery) => Promise<void>,
): Bus {
  return subscribing(bus, (given) => ({
    ...given,
    handle: (message, delivery) => handle(given, message, delivery),
  }));
}
