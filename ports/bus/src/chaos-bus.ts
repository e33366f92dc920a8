import { type Clock, systemClock } from "@quad/clock";
import type { Bus, Delivery, Subscription } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";
import type { Message } from "./message.ts";
import { shuffleAcrossKeys } from "./shuffle-across-keys.ts";

/** How often each fault strikes, from 0 (never, the default) to 1 (always). */
export interface ChaosRates {
  /** A publish fails and has had no effect. */
  readonly failBefore: number;
  /** A publish fails though it has had its effect. */
  readonly failAfter: number;
  /** The messages of a publish change places across keys; each key keeps its order. */
  readonly reorder: number;
  /** A delivery comes late. */
  readonly delay: number;
  /** A message that was handled is delivered once more. */
  readonly duplicate: number;
}

export interface ChaosOptions {
  readonly rates: Partial<ChaosRates>;
  /** In [0, 1). With a seeded one the same calls meet the same faults. */
  readonly random: () => number;
  readonly clock?: Clock;
  /** The longest delay. Default `CHAOS_DELAY_MS_MAX`. */
  readonly delayMsMax?: number;
}

export interface ChaosBus extends Bus {
  /** How many faults of each kind have struck so far. */
  readonly injected: Readonly<Record<keyof ChaosRates, number>>;
}

export const CHAOS_DELAY_MS_MAX = 50;

/**
 * A bus that keeps its promises at their worst. All it does is allowed: a publish may fail with
 * its outcome unknown, delivery is at least once, and nothing orders one key against another. Who
 * works on it works on any bus.
 */
export function chaosBus(bus: Bus, options: ChaosOptions): ChaosBus {
  const { rates, random, clock = systemClock, delayMsMax = CHAOS_DELAY_MS_MAX } = options;
  const injected = { failBefore: 0, failAfter: 0, reorder: 0, delay: 0, duplicate: 0 };

  for (const [fault, rate] of Object.entries(rates)) {
    if (!(rate >= 0 && rate <= 1)) throw new TypeError(`The rate of ${fault} is not from 0 to 1.`);
  }

  function strikes(fault: keyof ChaosRates): boolean {
    return random() < (rates[fault] ?? 0);
  }

  function failure(fault: "failBefore" | "failAfter") {
    injected[fault]++;
    return busErrors.BUS_UNAVAILABLE({ reason: "chaos struck" });
  }

  async function publish(messages: readonly Message[]): Promise<void> {
    if (strikes("failBefore")) throw failure("failBefore");
    await bus.publish(strikes("reorder") ? reorder(messages) : messages);
    if (strikes("failAfter")) throw failure("failAfter");
  }

  function reorder(messages: readonly Message[]): readonly Message[] {
    const shuffled = shuffleAcrossKeys(messages, random);
    // A batch of one key stays as it is: that was no fault.
    if (shuffled.some((message, index) => message !== messages[index])) injected.reorder++;
    return shuffled;
  }

  async function deliver(
    handle: Subscription["handle"],
    message: Message,
    delivery: Delivery,
  ): Promise<void> {
    if (strikes("delay")) {
      injected.delay++;
      await clock.sleep(random() * delayMsMax, delivery.signal);
    }
    if (!strikes("duplicate")) return await handle(message, delivery);
    const copy = structuredClone(message);
    await handle(message, delivery);
    injected.duplicate++;
    await handle(copy, delivery);
  }

  return {
    supports: bus.supports,
    start: () => bus.start(),
    stop: () => bus.stop(),
    publish,
    subscribe: (subscription) =>
      bus.subscribe({
        ...subscription,
        handle: (message, delivery) => deliver(subscription.handle, message, delivery),
      }),
    listen: (listening) => bus.listen(listening),
    depth: (group) => bus.depth(group),
    hasReady: (group) => bus.hasReady(group),
    deadLetters: bus.deadLetters,
    get injected() {
      return { ...injected };
    },
  };
}
