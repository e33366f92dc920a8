import type { Bus, Message } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { eventually, signal, testId } from "@quad/testkit";
import { type BusPlace, PATIENCE_MS } from "./bus-place.ts";
import { ObservedGroup } from "./observed-group.ts";

/** Something that handlers wait for until the check lets them go on. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

const CUT_MS = 5;

/** Where one check plays: instances of the bus, names that nobody else uses, and deadlines. */
export class Stage {
  readonly place: BusPlace;
  readonly #patienceMs: number;
  readonly #id = testId();
  readonly #buses = new Set<Bus>();
  readonly #killed = new Set<Bus>();
  readonly #gates: Gate[] = [];
  #messages = 0;

  constructor(place: BusPlace) {
    this.place = place;
    this.#patienceMs = place.patienceMs ?? PATIENCE_MS;
  }

  /** A running instance. */
  async bus(): Promise<Bus> {
    const bus = this.stoppedBus();
    await this.within(bus.start(), "the bus starts");
    return bus;
  }

  /** An instance that nobody has started. */
  stoppedBus(): Bus {
    const bus = this.place.open();
    this.#buses.add(bus);
    return bus;
  }

  async kill(bus: Bus): Promise<void> {
    this.#killed.add(bus);
    await this.place.kill?.(bus);
  }

  /** Long enough that what is under way notices. */
  async cut(): Promise<void> {
    await this.place.sever?.();
    await systemClock.sleep(CUT_MS);
    await this.place.restore?.();
  }

  topic(name = "happened"): string {
    return `${this.#id}.${name}`;
  }

  /** A group that hears the topic `happened`, and what its members see. */
  group(name = "group", topics = [this.topic()]): ObservedGroup {
    const isDead = (bus: Bus) => this.#killed.has(bus);
    return new ObservedGroup(`${this.#id}-${name}`, topics, this.#patienceMs, isDead);
  }

  key(name: string | number = "key"): string {
    return `${this.#id}-${name}`;
  }

  /** A message like no other. */
  message(special: Partial<Message> = {}): Message {
    this.#messages += 1;
    const number = this.#messages;
    const id = `${this.#id}-${number}`;
    return { id, topic: this.topic(), key: this.key(), body: { number }, headers: {}, ...special };
  }

  /** Messages whose keys take turns; of one key if not told otherwise. */
  messages(count: number, { keys }: { keys?: number } = {}): Message[] {
    return Array.from({ length: count }, (_, index) =>
      this.message(keys === undefined ? {} : { key: this.key(index % keys) }),
    );
  }

  gate(): Gate {
    const { promise, resolve } = Promise.withResolvers<void>();
    const gate = { opened: promise, open: resolve };
    this.#gates.push(gate);
    return gate;
  }

  /** The outcome of something that must come to an end. */
  async within<T>(work: Promise<T>, what: string): Promise<T> {
    const done = signal<T>(what);
    work.then(done.resolve, done.reject);
    return await done.within(this.#patienceMs);
  }

  /** Asks until the answer is right. */
  async eventually<T>(
    what: string,
    ask: () => T | Promise<T>,
    until: (answer: T) => boolean,
  ): Promise<T> {
    return await eventually(ask, { withinMs: this.#patienceMs, what, until });
  }

  /** Lets everything end: no handler may keep a bus from stopping. */
  async close(): Promise<void> {
    for (const gate of this.#gates) gate.open();
    await this.place.restore?.();
    const stops = [...this.#buses].map((bus) => bus.stop());
    await this.within(Promise.allSettled(stops), "every instance stops");
    await this.place.dispose();
  }
}
