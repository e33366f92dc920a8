import { type Bus, type DeadLetters, RETRY_DEFAULT } from "@quad/bus";
import { isQuadError } from "@quad/errors";
import { memoryPlace } from "../memory-place.ts";
import { handling, type Mutant } from "./mutant.ts";

/** The same bus, whose dead letters are kept otherwise. */
function changing(bus: Bus, change: (letters: DeadLetters) => Partial<DeadLetters>): Bus {
  return { ...bus, deadLetters: { ...bus.deadLetters, ...change(bus.deadLetters) } };
}

export const deadLetterMutants: readonly Mutant[] = [
  {
    name: "does not say why a message died",
    caughtBy: ["after its last attempt a message is a dead letter that tells what happened"],
    place: () =>
      memoryPlace((bus) =>
        changing(bus, ({ list }) => ({
          async list(query) {
            const { items, next } = await list(query);
            return { items: items.map((letter) => ({ ...letter, error: "It failed." })), next };
          },
        })),
      ),
  },
  {
    name: "tries again what can never succeed",
    caughtBy: ["what is invalid is a dead letter at once, whatever the policy"],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          await Promise.try(handle, message, delivery).catch((thrown: unknown) => {
            const isInvalid = isQuadError(thrown) && thrown.kind === "invalid";
            throw isInvalid && delivery.attempt < 3 ? new Error("?", { cause: thrown }) : thrown;
          });
        }),
      ),
  },
  {
    name: "lets later messages overtake a dead letter",
    caughtBy: ["later messages of its key wait behind it, other keys flow on"],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle, retry }, message, delivery) => {
          const max = retry?.attemptsMax ?? RETRY_DEFAULT.attemptsMax;
          const grave = { ...message, key: `${message.key}-grave` };
          await Promise.try(handle, message, delivery).catch(async (thrown: unknown) => {
            if (delivery.attempt < max || message.key.endsWith("-grave")) throw thrown;
            await bus.publish([grave]);
          });
        }),
      ),
  },
  {
    name: "discards nothing",
    caughtBy: ["discarded, it is gone and its key flows on"],
    place: () =>
      memoryPlace((bus) => changing(bus, ({ get }) => ({ discard: async (id) => void get(id) }))),
  },
  {
    name: "does not mind an unknown id",
    caughtBy: ["an id that is unknown, or no more, is not found"],
    place: () =>
      memoryPlace((bus) =>
        changing(bus, ({ discard }) => ({
          async discard(id) {
            await discard(id).catch((error: unknown) => {
              if (!isQuadError(error, "BUS_DEAD_LETTER_NOT_FOUND")) throw error;
            });
          },
        })),
      ),
  },
  {
    name: "pages by counting",
    caughtBy: [
      "they are listed page by page in the order of their deaths, while others are discarded",
    ],
    place: () =>
      memoryPlace((bus) =>
        changing(bus, ({ list }) => ({
          async list({ group, limit = 50, cursor = "0" } = {}) {
            const { items } = await list(group === undefined ? {} : { group });
            const end = Number(cursor) + limit;
            const next = items.length > end ? String(end) : null;
            return { items: items.slice(Number(cursor), end), next };
          },
        })),
      ),
  },
  {
    name: "has no words for what is not an error",
    caughtBy: ["the failure is told in words, whatever was thrown"],
    place: () =>
      memoryPlace((bus) =>
        handling(bus, async ({ handle }, message, delivery) => {
          await Promise.try(handle, message, delivery).catch((thrown: unknown) => {
            throw thrown instanceof Error ? thrown : new Error("?", { cause: thrown });
          });
        }),
      ),
  },
];
