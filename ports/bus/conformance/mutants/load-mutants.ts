import type { GroupDepth } from "@quad/bus";
import { memoryPlace } from "../memory-place.ts";
import { type Mutant, subscribing } from "./mutant.ts";

function counting(change: (depth: GroupDepth) => GroupDepth): Mutant["place"] {
  return () =>
    memoryPlace((bus) => ({ ...bus, depth: async (group) => change(await bus.depth(group)) }));
}

export const loadMutants: readonly Mutant[] = [
  {
    name: "counts no message that is blocked",
    caughtBy: ["counts what is ready, retrying, dead and blocked"],
    place: counting((depth) => ({ ...depth, blocked: 0 })),
  },
  {
    name: "counts a retry as ready",
    caughtBy: ["counts what waits for a retry, and behind it"],
    place: counting(({ ready, retrying, ...rest }) => ({
      ...rest,
      ready: ready + retrying,
      retrying: 0,
    })),
  },
  {
    name: "counts itself",
    caughtBy: ["is nothing for a group that never was"],
    place: counting((depth) => ({ ...depth, ready: depth.ready + 1 })),
  },
  {
    name: "takes one key more than it may",
    caughtBy: [
      "a member never has more keys in hand than its concurrency",
      "5,000 waiting messages are all handled, in order, by a few hands",
    ],
    place: () =>
      memoryPlace((bus) =>
        subscribing(bus, (given) => ({ ...given, concurrency: (given.concurrency ?? 8) + 1 })),
      ),
  },
  {
    name: "fetches all there is and works it off by itself",
    caughtBy: ["a member that is stuck hoards no work: another gets most of 5,000 messages"],
    place: () =>
      memoryPlace((bus) =>
        subscribing(bus, ({ concurrency = 8, handle, ...given }) => {
          let free = concurrency;
          const waiting: (() => void)[] = [];
          return {
            ...given,
            concurrency: 1_000,
            async handle(message, delivery) {
              if (free > 0) free -= 1;
              else await new Promise<void>((resolve) => waiting.push(resolve));
              try {
                await handle(message, delivery);
              } finally {
                const next = waiting.shift();
                if (next) next();
                else free += 1;
              }
            },
          };
        }),
      ),
  },
];
