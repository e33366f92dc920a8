import { type Bus, busErrors } from "@quad/bus";
import { isQuadError } from "@quad/errors";
import type { Lifecycle } from "@quad/lifecycle";
import { memoryPlace } from "../memory-place.ts";
import { handling, type Mutant } from "./mutant.ts";

/** The same bus with other members. */
function joining(bus: Bus, change: (member: Lifecycle) => Partial<Lifecycle>): Bus {
  return {
    ...bus,
    subscribe(subscription) {
      const member = bus.subscribe(subscription);
      return { start: member.start, stop: member.stop, ...change(member) };
    },
  };
}

const never = () => new Promise<never>(() => {});

export const lifecycleMutants: readonly Mutant[] = [
  {
    name: "keeps silent when it cannot publish",
    caughtBy: ["before it is started, a bus refuses everything"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        async publish(messages) {
          await bus.publish(messages).catch((error: unknown) => {
            if (!isQuadError(error, "BUS_NOT_RUNNING")) throw error;
          });
        },
      })),
  },
  {
    name: "stops its members and stays open",
    caughtBy: ["after it was stopped, a bus refuses everything"],
    place: () =>
      memoryPlace((bus) => {
        const members = new Set<Lifecycle>();
        return {
          ...bus,
          subscribe(subscription) {
            const member = bus.subscribe(subscription);
            members.add(member);
            return member;
          },
          async stop() {
            for (const member of members) await member.stop();
          },
        };
      }),
  },
  {
    name: "never answers what was asked while it started",
    caughtBy: ["while it starts, a bus serves or refuses, and nothing hangs"],
    place: () =>
      memoryPlace((bus) => {
        let isStarting = false;
        return {
          ...bus,
          async start() {
            isStarting = true;
            await bus.start();
            isStarting = false;
          },
          depth: (group) => (isStarting ? never() : bus.depth(group)),
        };
      }),
  },
  {
    name: "never answers what is asked while it stops",
    caughtBy: ["while it stops, a bus serves or refuses, and nothing hangs"],
    place: () =>
      memoryPlace((bus) => {
        let isStopping = false;
        return {
          ...bus,
          async stop() {
            isStopping = true;
            await bus.stop();
            isStopping = false;
          },
          publish: (messages) => (isStopping ? never() : bus.publish(messages)),
        };
      }),
  },
  {
    name: "cannot be stopped before it was started",
    caughtBy: [
      "a bus may be stopped without a start, started and stopped twice, stopped in a start",
    ],
    place: () =>
      memoryPlace((bus) => {
        let isStarted = false;
        return {
          ...bus,
          async start() {
            await bus.start();
            isStarted = true;
          },
          async stop() {
            if (!isStarted) throw busErrors.BUS_NOT_RUNNING();
            await bus.stop();
          },
        };
      }),
  },
  {
    name: "has a member that works twice when started twice",
    caughtBy: ["a member may be stopped without a start, started twice and stopped twice"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        subscribe(subscription) {
          const members: Lifecycle[] = [];
          return {
            async start() {
              const member = bus.subscribe(subscription);
              members.push(member);
              await member.start();
            },
            async stop() {
              await Promise.all(members.map((member) => member.stop()));
            },
          };
        },
      })),
  },
  {
    name: "starts a member with its subscription",
    caughtBy: ["a member that has not started, or has stopped, is offered nothing"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        subscribe(subscription) {
          const member = bus.subscribe(subscription);
          member.start().catch(() => {});
          return member;
        },
      })),
  },
  {
    name: "has members that start once in their life",
    caughtBy: ["a bus and its members can be started again, and go on where they were"],
    place: () =>
      memoryPlace((bus) =>
        joining(bus, (member) => {
          let started: Promise<void> | undefined;
          return {
            start() {
              started ??= member.start();
              return started;
            },
          };
        }),
      ),
  },
  {
    name: "does not wait for handlers when it stops",
    caughtBy: [
      "stopping a member lets handlers finish, starts no more, and leaves the rest to others",
    ],
    place: () =>
      memoryPlace((bus) => joining(bus, (member) => ({ stop: async () => void member.stop() }))),
  },
  {
    name: "works off everything before it stops",
    caughtBy: [
      "stopping a member lets handlers finish, starts no more, and leaves the rest to others",
      "stopping a bus lets handlers finish, starts no more, and leaves the rest to others",
      "stop does not wait for a retry that is a minute away, nor does it lose it",
    ],
    place: () =>
      memoryPlace((bus) => {
        const groups = new Set<string>();
        const isIdle = async (group: string) => {
          const { ready, retrying } = await bus.depth(group);
          return ready + retrying === 0;
        };
        const drain = async () => {
          for (const group of groups)
            while (!(await isIdle(group))) await new Promise(setImmediate);
        };
        return {
          ...bus,
          subscribe(subscription) {
            groups.add(subscription.group);
            const member = bus.subscribe(subscription);
            return { start: member.start, stop: () => drain().then(member.stop) };
          },
          stop: () =>
            drain()
              .catch(() => {})
              .then(bus.stop),
        };
      }),
  },
  {
    name: "never tells a handler to give up",
    caughtBy: [
      "a handler that takes longer than stop has patience for is told, and blames nobody",
      "a cut in a handler: the message is not lost, and whoever lost it is told",
    ],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          await handle(message, { ...delivery, signal: new AbortController().signal });
        }),
      ),
  },
  {
    name: "stops the others, too",
    caughtBy: ["an instance that stops leaves the others at work"],
    place() {
      const buses = new Set<Bus>();
      return memoryPlace((bus) => {
        buses.add(bus);
        return {
          ...bus,
          stop: async () => void (await Promise.all([...buses].map((b) => b.stop()))),
        };
      });
    },
  },
];
