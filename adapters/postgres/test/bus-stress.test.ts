import { busErrors, type Message } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { freshDatabase } from "@quad/database/testing";
import { eventually, seededRandom, signal } from "@quad/testkit";
import { expect, test } from "vitest";
import { cuttable } from "./cuttable.ts";
import { join, messages, startBus, upTo } from "./start-bus.ts";

const KEYS = 150;
const PER_KEY = 20;
/** After so many rounds a process is killed and another started; else one loses its connections. */
const KILL_EVERY = 3;

/** Keeps the books of a group: what was handled, and what should never have happened. */
class Bookkeeper {
  readonly faults: string[] = [];
  readonly #handled = new Map<string, number>();
  readonly #active = new Map<string, { id: string; process: object }>();
  repeated = 0;

  begin({ id, key }: Message, process: object): void {
    const number = numberOf(id);
    const handled = this.#handled.get(key) ?? 0;
    const active = this.#active.get(key);
    if (active) this.faults.push(`${id} began while ${active.id} was being handled`);
    if (number > handled + 1) this.faults.push(`${id} began after ${key}-${handled}`);
    if (number <= handled) this.repeated++;
    this.#active.set(key, { id, process });
  }

  end({ id, key }: Message, isHandled: boolean): void {
    this.#active.delete(key);
    if (isHandled) this.#handled.set(key, Math.max(this.#handled.get(key) ?? 0, numberOf(id)));
  }

  /** A dead process is not handling anything. */
  forget(process: object): void {
    for (const [key, active] of this.#active) {
      if (active.process === process) this.#active.delete(key);
    }
  }

  get total(): number {
    return [...this.#handled.values()].reduce((sum, each) => sum + each, 0);
  }
}

function numberOf(id: string): number {
  return Number(id.split("-")[1]);
}

/** One day in the life of a handler: sometimes slow, sometimes failing. */
async function ordinaryWork(random: () => number): Promise<void> {
  const luck = random();
  await systemClock.sleep(luck < 0.05 ? 50 + random() * 200 : 1);
  if (luck > 0.9) throw new Error("a bad day");
  if (luck > 0.898) throw busErrors.BUS_UNAVAILABLE({ reason: "a neighbour has a bad day" });
}

/**
 * A blow that hits nothing proves nothing: whoever begins the next message keeps it in hand until
 * the blow has fallen on it.
 */
function newTrap() {
  const caught = signal<Hired>("a member is at work");
  const fallen = Promise.withResolvers<void>();
  let isSprung = false;
  return {
    async enter(hired: Hired): Promise<void> {
      if (isSprung) return;
      isSprung = true;
      caught.resolve(hired);
      await fallen.promise;
    },
    async strike(blow: (hired: Hired) => void): Promise<void> {
      blow(await caught.within(5_000));
      fallen.resolve();
    },
  };
}

interface Hired {
  /** What is at work now may be given to another member; nothing more may be begun. */
  sever(): void;
  kill(): void;
  dismiss(): Promise<void>;
}

interface Scene {
  readonly url: string;
  readonly books: Bookkeeper;
  readonly random: () => number;
  trap: ReturnType<typeof newTrap> | undefined;
}

/** A member in a process that can be killed. */
async function hire(scene: Scene): Promise<Hired> {
  const { url, books, random } = scene;
  const network = await cuttable({ url });
  const bus = await startBus({ url: network.url, leaseMs: 60_000 });
  const process = { alive: true };
  const hired: Hired = {
    sever() {
      books.forget(process);
      network.sever();
    },
    kill() {
      process.alive = false;
      books.forget(process);
      network.cut();
    },
    async dismiss() {
      await bus.stop();
      await network[Symbol.asyncDispose]();
    },
  };
  await join(
    bus,
    async (message) => {
      // The network of a dead process is cut, but its program runs on: it must not be heard.
      if (!process.alive) return;
      books.begin(message, process);
      await scene.trap?.enter(hired);
      const outcome = await ordinaryWork(random).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (!process.alive) return;
      books.end(message, outcome === null);
      if (outcome) throw outcome.error;
    },
    { retry: { attemptsMax: 50, delayMs: 10, delayMsMax: 50 } },
  );
  return hired;
}

test("failures, slowness and killed processes neither lose nor reorder anything", async () => {
  await using database = await freshDatabase();
  await using publisher = await startBus(database);
  const random = seededRandom(Number(process.env.SEED ?? 7));
  const books = new Bookkeeper();
  const scene: Scene = { url: database.url, books, random, trap: undefined };
  const hired = [await hire(scene), await hire(scene)];

  for (const number of upTo(PER_KEY)) {
    scene.trap = newTrap();
    await publisher.publish(upTo(KEYS).flatMap((key) => messages(`key${key}`, [number])));
    if (number % KILL_EVERY > 0) {
      await scene.trap.strike((caught) => caught.sever());
    } else {
      await scene.trap.strike((caught) => caught.kill());
      hired.push(await hire(scene));
    }
  }
  await eventually(() => books.total, {
    ...{ withinMs: 60_000, what: "all messages are handled" },
    until: (total) => total === KEYS * PER_KEY,
  });
  await Promise.all(hired.map((member) => member.dismiss()));
  expect(books.repeated).toBeGreaterThan(0);

  expect(books.faults).toEqual([]);
  expect(await publisher.depth("work")).toEqual({ ready: 0, retrying: 0, dead: 0, blocked: 0 });
});
