import type { LockQuestion, MemoryLockTable } from "@quad/lock";
import { memoryPlace } from "../memory-place.ts";
import type { Mutant } from "./mutant.ts";
import { wrongTable } from "./wrong-table.ts";

/** Tokens that protect nobody. */
export const tokenMutants: readonly Mutant[] = [
  {
    name: "gives every lease the same token",
    caughtBy: [
      "a token is a positive whole number, greater after a release, here and elsewhere",
      "tokens rise when leases run out",
      "a renewal keeps the token",
      "a paused holder believes in its lease; the resource refuses what it writes",
      "20 contenders in two instances: never two at once, none left out",
    ],
    place: () => memoryPlace({ table: () => numbering(() => 7) }),
  },
  {
    name: "begins its tokens again after a release",
    caughtBy: ["a token is a positive whole number, greater after a release, here and elsewhere"],
    place: () =>
      memoryPlace({
        table() {
          let next = 0;
          const table = numbering(() => ++next);
          const release = table.release.bind(table);
          return Object.assign(table, {
            release(claim: LockQuestion) {
              next = 0;
              release(claim);
            },
          });
        },
      }),
  },
  {
    name: "begins its tokens again with each instance",
    caughtBy: [
      "a token is a positive whole number, greater after a release, here and elsewhere",
      "tokens rise when leases run out",
    ],
    place() {
      const counts = new Map<string, number>();
      const count = (_: LockQuestion, holder: string) => {
        counts.set(holder, (counts.get(holder) ?? 0) + 1);
        return counts.get(holder) ?? 0;
      };
      return memoryPlace({ table: () => numbering(count) });
    },
  },
  {
    name: "calls the memory of its process durable",
    caughtBy: ["tokens rise over the end of every instance"],
    place() {
      let instance = 0;
      return memoryPlace({
        engine(engine) {
          const from = 1_000 - 10 * instance++;
          return {
            ...engine,
            supports: { ...engine.supports, durable: true },
            async ask(question) {
              const answer = await engine.ask(question);
              return answer.token === undefined ? answer : { token: from + answer.token };
            },
          };
        },
      });
    },
  },
];

/** A table with tokens of its own. */
function numbering(next: (question: LockQuestion, holder: string) => number): MemoryLockTable {
  return wrongTable(({ ask }) => ({
    ask(question, holder) {
      const answer = ask(question, holder);
      return answer.token === undefined ? answer : { token: next(question, holder) };
    },
  }));
}
