import { type Clock, systemClock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Bus, BusSupports, GroupDepth, Message, Subscription } from "./bus.ts";
import { busErrors } from "./bus-errors.ts";
import { checkMessages } from "./check-messages.ts";
import { memoryDeadLetters } from "./memory-dead-letters.ts";
import { MemoryGroup, type MemoryMember } from "./memory-group.ts";
import { subscriptionOptions } from "./subscription-options.ts";

const SUPPORTS: BusSupports = Object.freeze({ durable: false, multiProcess: false, history: true });
const NOTHING: GroupDepth = Object.freeze({ ready: 0, retrying: 0, dead: 0, blocked: 0 });

/**
 * The reference adapter: every promise in the simplest correct code, in the memory of one process.
 * It keeps all messages for groups to come, so it is for tests and short runs.
 */
export function memoryBus(options: { clock?: Clock; random?: () => number } = {}): Bus {
  const { clock = systemClock, random = Math.random } = options;
  const log: Message[] = [];
  const groups = new Map<string, MemoryGroup>();
  const members = new Set<Lifecycle>();

  const lifecycle = managed({
    start: async () => {},
    async stop() {
      await Promise.all([...members].map((each) => each.stop()));
    },
  });
  const needRunning = () => {
    if (lifecycle.state !== "running" && lifecycle.state !== "stopping") {
      throw busErrors.BUS_NOT_RUNNING();
    }
  };
  const letters = memoryDeadLetters(() => {
    needRunning();
    return groups;
  });

  /** A new group is given what was there before it. */
  function join(member: MemoryMember): MemoryGroup {
    const { group: name, topics } = member.options;
    const group = groups.get(name) ?? new MemoryGroup(clock, random, topics);
    if (!groups.has(name)) {
      groups.set(name, group);
      for (const message of log) group.offer(message);
    }
    group.topics = topics;
    group.members.add(member);
    group.dispatch();
    return group;
  }

  return {
    supports: SUPPORTS,
    start: lifecycle.start,
    stop: lifecycle.stop,
    async publish(messages) {
      needRunning();
      const copies = structuredClone(checkMessages(messages).map(({ message }) => message));
      log.push(...copies);
      for (const group of groups.values()) {
        for (const message of copies) group.offer(message);
        group.dispatch();
      }
    },
    subscribe(subscription: Subscription): Lifecycle {
      const settings = subscriptionOptions(subscription);
      let member: MemoryMember | undefined;
      let group: MemoryGroup | undefined;
      const subscriber = managed({
        async start() {
          if (lifecycle.state !== "running") throw busErrors.BUS_NOT_RUNNING();
          member = { options: settings, running: new Set(), stopping: new AbortController() };
          group = join(member);
        },
        async stop() {
          if (!member) return;
          member.stopping.abort();
          group?.members.delete(member);
          await Promise.all(member.running);
        },
      });
      members.add(subscriber);
      return subscriber;
    },
    async depth(group) {
      needRunning();
      return groups.get(group)?.depth() ?? NOTHING;
    },
    deadLetters: letters,
  };
}
