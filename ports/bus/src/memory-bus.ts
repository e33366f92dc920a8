import { type Clock, systemClock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Bus, BusSupports, GroupDepth } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";
import { checkMessages } from "./check-messages.ts";
import { checkListening } from "./listening.ts";
import { memoryDeadLetters } from "./memory-dead-letters.ts";
import { MemoryEngine } from "./memory-engine.ts";
import { memoryMember } from "./memory-member.ts";
import { subscriptionOptions } from "./subscription-options.ts";

export interface MemoryBusOptions {
  readonly clock?: Clock;
  /** In [0, 1), for jitter. */
  readonly random?: () => number;
  /** Shared by buses that are to see each other's messages. Default: one of its own. */
  readonly engine?: MemoryEngine;
}

const SUPPORTS: BusSupports = Object.freeze({ durable: false, multiProcess: false, history: true });
const NOTHING: GroupDepth = Object.freeze({ ready: 0, retrying: 0, dead: 0, blocked: 0 });

/**
 * The reference adapter: every promise in the simplest correct code, in the memory of one process.
 * For tests, and to see what an adapter has to do.
 */
export function memoryBus({
  clock = systemClock,
  random = Math.random,
  engine = new MemoryEngine(),
}: MemoryBusOptions = {}): Bus {
  /** And listeners. */
  const members = new Set<Lifecycle>();

  const lifecycle = managed({
    start: async () => {},
    async stop() {
      await Promise.all([...members].map((member) => member.stop()));
    },
  });

  /** While the bus stops it still serves the handlers that are about to finish. */
  function reach(): MemoryEngine {
    const { state } = lifecycle;
    if (state !== "running" && state !== "stopping") throw busErrors.BUS_NOT_RUNNING();
    if (!engine.reachable) throw busErrors.BUS_UNAVAILABLE({ reason: "it is cut off" });
    return engine;
  }

  function needRunning(): void {
    reach();
    if (lifecycle.state !== "running") throw busErrors.BUS_NOT_RUNNING();
  }

  const bus: Bus = {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async publish(messages) {
      // A copy: what the publisher does to its messages from now on is its own affair.
      reach().append(structuredClone(checkMessages(messages)));
    },
    subscribe(subscription) {
      const options = subscriptionOptions(subscription);
      const member = memoryMember(options, { clock, random, engine, owner: bus, needRunning });
      members.add(member);
      return member;
    },
    listen(listening) {
      checkListening(listening);
      let leave = () => {};
      const listener = managed({
        async start() {
          needRunning();
          leave = engine.listen(bus, listening);
          members.add(listener);
        },
        async stop() {
          leave();
          members.delete(listener);
        },
      });
      return listener;
    },
    depth: async (group) => reach().group(group)?.depth() ?? NOTHING,
    hasReady: async (group) => (reach().group(group)?.depth() ?? NOTHING).ready > 0,
    deadLetters: memoryDeadLetters(reach),
  };
  return bus;
}
