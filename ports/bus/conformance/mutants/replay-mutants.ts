import type { Bus, DeadLetters } from "@quad/bus";
import { memoryPlace } from "../memory-place.ts";
import { handling, type Mutant } from "./mutant.ts";

/** The same bus with another way to replay. */
function replaying(bus: Bus, change: (letters: DeadLetters) => DeadLetters["replay"]): Bus {
  return { ...bus, deadLetters: { ...bus.deadLetters, replay: change(bus.deadLetters) } };
}

export const replayMutants: readonly Mutant[] = [
  {
    name: "replays at the end of the key",
    caughtBy: [
      "a replayed message is offered before what waited, as if for the first time",
      "deaths and replays at random: every message is handled, each key in order",
    ],
    place: () =>
      memoryPlace((bus) =>
        replaying(bus, ({ get, discard }) => async (id) => {
          const { message } = await get(id);
          await bus.publish([message]);
          await discard(id);
        }),
      ),
  },
  {
    name: "gives a replayed message one attempt",
    caughtBy: ["one that fails again dies again, after all its attempts"],
    place() {
      const replayed = new Set<string>();
      return memoryPlace((outer) => {
        const bus = handling(outer, async ({ handle }, message, delivery) => {
          if (replayed.has(message.id) && delivery.attempt > 1) throw new Error("Enough.");
          await handle(message, delivery);
        });
        return replaying(bus, ({ get, replay }) => async (id) => {
          const { message } = await get(id);
          replayed.add(message.id);
          await replay(id);
        });
      });
    },
  },
  {
    name: "loses the edit of a replay",
    caughtBy: ["with another body, that body is offered under the same id, to this group alone"],
    place: () =>
      memoryPlace((bus) =>
        replaying(
          bus,
          ({ replay }) =>
            (id) =>
              replay(id),
        ),
      ),
  },
  {
    name: "replays a mended message to every group",
    caughtBy: ["with another body, that body is offered under the same id, to this group alone"],
    place: () =>
      memoryPlace((bus) =>
        replaying(bus, ({ get, list, replay }) => async (id, edit) => {
          const { message } = await get(id);
          const { items } = await list();
          for (const letter of items) {
            if (letter.message.id === message.id) await replay(letter.id, edit);
          }
        }),
      ),
  },
  {
    name: "takes any body for a replay",
    caughtBy: ["with a body that could not be published it is refused and changes nothing"],
    place: () =>
      memoryPlace((bus) =>
        replaying(bus, ({ replay }) => async (id, edit) => {
          await replay(id, edit).catch(() => replay(id, { body: null }));
        }),
      ),
  },
  {
    name: "takes its dead letters along when it stops",
    caughtBy: ["they outlive the instance that made them, and so does the wait of their key"],
    place: () =>
      memoryPlace((bus) => ({
        ...bus,
        async stop() {
          const { items } = await bus.deadLetters.list().catch(() => ({ items: [] }));
          for (const { id } of items) await bus.deadLetters.discard(id);
          await bus.stop();
        },
      })),
  },
];
