import { isQuadError } from "@quad/errors";
import { memoryPlace, type Wrap } from "../memory-place.ts";
import { handling, type Mutant } from "./mutant.ts";

/** The memory bus outlives the instances of its place: there it may call itself durable. */
function durablePlace(wrap: Wrap) {
  return memoryPlace((bus, death) => {
    const wrapped = wrap(bus, death);
    return { ...wrapped, supports: Object.freeze({ ...bus.supports, durable: true }) };
  });
}

export const faultMutants: readonly Mutant[] = [
  {
    name: "takes the word of a zombie",
    caughtBy: ["an instance killed in a handler: another takes over, the key stays in order"],
    place() {
      const running = new Map<string, Promise<void>>();
      return memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          const own = Promise.try(handle, message, delivery);
          const earlier = running.get(message.id) ?? own;
          running.set(message.id, own);
          await Promise.race([own, earlier]);
        }),
      );
    },
  },
  {
    name: "says that a message is published while it is on its way",
    caughtBy: [
      "a message that was published survives the death of its publisher",
      "durable: messages, groups and dead letters outlive every instance",
    ],
    place: () =>
      durablePlace((bus, death) => ({
        ...bus,
        async publish(messages) {
          const copies = structuredClone(messages);
          setImmediate(() => {
            if (!death.aborted) bus.publish(copies).catch(() => {});
          });
        },
      })),
  },
  {
    name: "says that a message is published though it is cut off",
    caughtBy: ["cuts under load: publishing again is enough, nothing is lost, each key in order"],
    place: () =>
      memoryPlace((bus) => {
        let published = 0;
        return {
          ...bus,
          async publish(messages) {
            published += 1;
            // A connection takes its time: the cut comes before the engine has the message.
            await new Promise(setImmediate);
            if (published === 5) return;
            await bus.publish(messages).catch((error: unknown) => {
              if (!isQuadError(error, "BUS_UNAVAILABLE")) throw error;
            });
          },
        };
      }),
  },
  {
    name: "can be made to say something else of itself",
    caughtBy: ["says what it can do, and cannot be made to say otherwise"],
    place: () => memoryPlace((bus) => ({ ...bus, supports: { ...bus.supports } })),
  },
  {
    name: "calls itself durable and shows no proof",
    caughtBy: ["durable: its instances can be killed and cut off here, to prove it"],
    place() {
      const { open } = durablePlace((bus) => bus);
      return { open };
    },
  },
];
