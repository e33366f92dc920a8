import { type LockClaim, lockErrors, type MemoryLockTable } from "@quad/lock";
import { memoryPlace } from "../memory-place.ts";
import type { Mutant } from "./mutant.ts";
import { wrongTable } from "./wrong-table.ts";

const FOREVER_MS = 1_000_000_000;
const EARLY_MS = 300;

/** Who has the lock, decided wrongly. */
export const engineMutants: readonly Mutant[] = [
  {
    name: "gives the lock to whoever asks",
    caughtBy: [
      "a lock that is held is nobody else's, here or in another instance",
      "another name is another lock",
      "many who try at once: one has it",
      "20 contenders in two instances: never two at once, none left out",
      "6 contenders through 4 cuts: the resource takes no late write",
    ],
    place: () => memoryPlace({ table: () => renaming((name, id) => `${name} ${id}`) }),
  },
  {
    name: "takes names for the same that are not",
    caughtBy: ["another name is another lock"],
    place: () => memoryPlace({ table: () => renaming((name) => name.toLowerCase().trim()) }),
  },
  {
    name: "looks whether the lock is free, then takes it, as if it were alone",
    caughtBy: ["many who try at once: one has it"],
    place() {
      const taken = new Map<string, LockClaim>();
      return memoryPlace({
        engine: (engine, table) => ({
          ...engine,
          async ask(question) {
            const isFree = !taken.has(question.name);
            await new Promise(setImmediate);
            const overwritten = taken.get(question.name);
            if (isFree && overwritten) table.release(overwritten);
            if (isFree) taken.set(question.name, question);
            return engine.ask(question);
          },
        }),
      });
    },
  },
  {
    name: "never takes a lease back",
    caughtBy: [
      "a lease that is not renewed goes to the next, not before its time, and it was told",
      "a lease that is over can be had by who tries",
      "a killed holder keeps the lock for its lease, and no longer",
      "who waits keeps waiting over a cut, and gets the lock",
    ],
    place: () => memoryPlace({ table: () => lending(() => FOREVER_MS) }),
  },
  {
    name: "lets two have it at the end of a lease",
    caughtBy: [
      "a lease that is not renewed goes to the next, not before its time, and it was told",
    ],
    place: () => memoryPlace({ table: () => lending((leaseMs) => leaseMs - EARLY_MS) }),
  },
  {
    name: "takes the lock from the dead at once, though they may be at work",
    caughtBy: [
      "a killed holder keeps the lock for its lease, and no longer",
      "a stop ends the leases here; the engine keeps them for their time",
    ],
    place: () =>
      memoryPlace({
        engine(engine, table) {
          const claims = new Set<LockClaim>();
          return {
            ...engine,
            ask(question) {
              claims.add(question);
              return engine.ask(question);
            },
            async stop() {
              for (const claim of claims) table.release(claim);
              await engine.stop();
            },
          };
        },
      }),
  },
  {
    name: "lets the clock of who asks decide what is over",
    caughtBy: ["the engine's clock decides: those of the holders may be hours off"],
    place() {
      const ends = new Map<string, { claim: LockClaim; at: number }>();
      return memoryPlace({
        engine: (engine, table, clock) => ({
          ...engine,
          async ask(question) {
            const end = ends.get(question.name);
            if (end && end.at <= clock.now().getTime()) table.release(end.claim);
            const answer = await engine.ask(question);
            const at = clock.now().getTime() + question.leaseMs;
            if (answer.token !== undefined) ends.set(question.name, { claim: question, at });
            return answer;
          },
        }),
      });
    },
  },
  {
    name: "revives what has run out",
    caughtBy: ["the engine does not renew what has run out"],
    place: () =>
      memoryPlace({
        table: () =>
          wrongTable(({ ask, renew }) => ({
            renew(claim) {
              const question = { ...claim, waits: false, ticket: undefined, urgent: true };
              return renew(claim) || ask(question, "it").token !== undefined;
            },
          })),
      }),
  },
  {
    name: "says yes to every renewal",
    caughtBy: [
      "the engine does not renew what has run out",
      "the engine does not renew what another has",
      "a lease that is renewed in time stays",
    ],
    place: () => memoryPlace({ table: () => wrongTable(() => ({ renew: () => true })) }),
  },
  {
    name: "frees the lock of whoever has it",
    caughtBy: ["releasing a lost lease is safe, and frees nobody else's lock"],
    place() {
      const held = new Map<string, LockClaim>();
      const table = () =>
        wrongTable(({ ask, release }) => ({
          ask(question, holder) {
            const answer = ask(question, holder);
            if (answer.token !== undefined) held.set(question.name, question);
            return answer;
          },
          release: (claim) => release(held.get(claim.name) ?? claim),
        }));
      return memoryPlace({ table });
    },
  },
  {
    name: "frees nothing",
    caughtBy: [
      "a stop lets a release under way finish",
      "a release that did not get through can be repeated",
    ],
    place: () => memoryPlace({ table: () => wrongTable(() => ({ release: () => {} })) }),
  },
  {
    name: "keeps silent when it is away",
    caughtBy: [
      "while the engine is away nothing is given, and who asks hears it",
      "a cut takes no lease away: it can be renewed when the engine is back",
      "a release that did not get through can be repeated",
    ],
    place: () =>
      memoryPlace({
        engine: (engine) => {
          const never = () => new Promise<never>(() => {});
          return {
            ...engine,
            ask: (question) => engine.ask(question).catch(never),
            renew: (claim) => engine.renew(claim).catch(never),
            release: (claim) => engine.release(claim).catch(never),
          };
        },
      }),
  },
  {
    name: "gives leases while it is away",
    caughtBy: ["while the engine is away nothing is given, and who asks hears it"],
    place: () =>
      memoryPlace({
        engine: (engine, table) => ({
          ...engine,
          ask: (question) => engine.ask(question).catch(() => table.ask(question, "somebody")),
        }),
      }),
  },
  {
    name: "tells who waits of every cut",
    caughtBy: ["who waits keeps waiting over a cut, and gets the lock"],
    place: () =>
      memoryPlace({
        engine: (engine) => ({
          ...engine,
          ask: (question) =>
            engine.ask(question).catch(() => {
              throw lockErrors.LOCK_INVALID({ reason: "the engine was away" });
            }),
        }),
      }),
  },
];

/** A table that takes one name for another. */
function renaming(rename: (name: string, id: string) => string): MemoryLockTable {
  return wrongTable(({ ask, renew, release }) => {
    const renamed = <Claim extends LockClaim>(claim: Claim) => ({
      ...claim,
      name: rename(claim.name, claim.id),
    });
    return {
      ask: (question, holder) => ask(renamed(question), holder),
      renew: (claim) => renew(renamed(claim)),
      release: (claim) => release(renamed(claim)),
    };
  });
}

/** A table that lends for another time than it was asked for. */
function lending(change: (leaseMs: number) => number): MemoryLockTable {
  return wrongTable(({ ask }) => ({
    ask: (question, holder) => ask({ ...question, leaseMs: change(question.leaseMs) }, holder),
  }));
}
