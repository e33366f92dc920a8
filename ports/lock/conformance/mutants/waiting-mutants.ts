import { type LockAnswer, type LockQuestion, lockErrors, MemoryLockTable } from "@quad/lock";
import { memoryPlace } from "../memory-place.ts";
import type { Mutant } from "./mutant.ts";
import { wrongTable } from "./wrong-table.ts";

/** The line, kept wrongly. */
export const waitingMutants: readonly Mutant[] = [
  {
    name: "never calls who waits",
    caughtBy: ["who waits is called when the lock is free"],
    place: () => memoryPlace({ engine: (engine) => ({ ...engine, tell: () => {} }) }),
  },
  {
    name: "gives the lock to the first who asks when it is free",
    caughtBy: ["nobody jumps the line"],
    place: () => memoryPlace({ table: () => reordering(({ waits }) => !waits) }),
  },
  {
    name: "serves the last in the line first",
    caughtBy: [
      "those who wait are served in the order in which they asked, in all instances",
      "those of one instance are served in the order of their calls",
    ],
    place: () => memoryPlace({ table: () => reordering(() => true) }),
  },
  {
    name: "waits without end",
    caughtBy: ["who has waited long enough hears how long, and who has it, and leaves the line"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          acquire: (name, options) =>
            locks.acquire(name, { ...options, ...(options?.waitMs && { waitMs: 3_600_000 }) }),
        }),
      }),
  },
  {
    name: "keeps those in the line who have gone",
    caughtBy: [
      "who has waited long enough hears how long, and who has it, and leaves the line",
      "a signal ends the wait with its reason, and the next in the line gets the lock",
      "who gives up at the moment of its turn keeps nobody waiting",
      "a stop refuses those who wait, at once, and they leave the line",
    ],
    place: () =>
      memoryPlace({
        engine(engine) {
          const granted = new Set<string>();
          return {
            ...engine,
            async ask(question) {
              const answer = await engine.ask(question);
              if (answer.token !== undefined) granted.add(question.id);
              return answer;
            },
            release: async (claim) => {
              if (granted.has(claim.id)) await engine.release(claim);
            },
            stop: async () => {},
          };
        },
      }),
  },
  {
    name: "waits when it should only try",
    caughtBy: ["who tries does not wait, nor who waits for 0 ms"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          tryAcquire: (name, options) =>
            locks.acquire(name, { ...options, waitMs: 60_000 }).catch(() => undefined),
        }),
      }),
  },
  {
    name: "takes no notice of signals",
    caughtBy: [
      "a signal ends the wait with its reason, and the next in the line gets the lock",
      "a signal that has aborted already asks for nothing",
    ],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          acquire(name, { signal: _, ...options } = {}) {
            return locks.acquire(name, options);
          },
        }),
      }),
  },
  {
    name: "says busy without saying who",
    caughtBy: ["who has waited long enough hears how long, and who has it, and leaves the line"],
    place: () =>
      memoryPlace({
        locks: (locks) => ({
          ...locks,
          acquire: (name, options) =>
            locks.acquire(name, options).catch(() => {
              throw lockErrors.LOCK_BUSY({ name });
            }),
        }),
      }),
  },
  {
    name: "lets the dead stand in the line",
    caughtBy: ["one who waits and is killed does not hold up the line"],
    place: () =>
      memoryPlace({ table: () => Object.assign(new MemoryLockTable(), { forget: () => {} }) }),
  },
  {
    name: "does not serve the last contender",
    caughtBy: ["20 contenders in two instances: never two at once, none left out"],
    place() {
      let grants = 0;
      const table = () =>
        wrongTable(({ ask }) => ({
          ask(question, holder) {
            if (grants === 59) return { token: undefined, holder, askAgainMs: 10, ticket: 1 };
            const answer = ask(question, holder);
            if (answer.token !== undefined) grants += 1;
            return answer;
          },
        }));
      return memoryPlace({ table });
    },
  },
];

/** A table whose line begins with those who ask last, if they are such as jump the line. */
function reordering(jumps: (question: LockQuestion) => boolean): MemoryLockTable {
  let line: { question: LockQuestion; holder: string }[] = [];
  return wrongTable(({ ask, release }) => ({
    ask(question, holder) {
      const isKnown = line.some((waiter) => waiter.question.id === question.id);
      if (isKnown || !jumps(question)) return remembered(ask(question, holder));
      for (const waiter of line) release(waiter.question);
      const answer = remembered(ask(question, holder));
      for (const waiter of line) ask(waiter.question, waiter.holder);
      return answer;

      function remembered(given: LockAnswer): LockAnswer {
        line = line.filter((waiter) => waiter.question.id !== question.id);
        if (given.token === undefined && question.waits) line.unshift({ question, holder });
        return given;
      }
    },
    release(claim) {
      line = line.filter((waiter) => waiter.question.id !== claim.id);
      release(claim);
    },
  }));
}
