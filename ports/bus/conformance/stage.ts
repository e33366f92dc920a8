import type { Lifecycle } from "@quad/lifecycle";
import { eventually, testId } from "@quad/testkit";
import type { Bus, GroupDepth, Message, Subscription } from "../src/bus.ts";
import type { DeadLetter } from "../src/dead-letters.ts";
import { type BusPlace, PATIENCE_MS } from "./bus-place.ts";
import { type Act, Witness } from "./witness.ts";

/** Short delays, so that a check of many failures is over soon. */
const QUICK_RETRY = { attemptsMax: 3, delayMs: 5, delayMsMax: 20 };

/** What every check has at hand. Its names belong to this check alone. */
export class Stage {
  readonly #id = testId();
  readonly topic = `conformance.${this.#id}`;
  readonly otherTopic = `conformance.${this.#id}-other`;
  readonly group = `group-${this.#id}`;
  readonly otherGroup = `other-${this.#id}`;
  readonly place: BusPlace;
  readonly patienceMs: number;
  readonly #buses = new Set<Bus>();

  constructor(place: BusPlace) {
    this.place = place;
    this.patienceMs = place.patienceMs ?? PATIENCE_MS;
  }

  /** A view of the bus that is not started. */
  idleBus(): Bus {
    const bus = this.place.open();
    this.#buses.add(bus);
    return bus;
  }

  async bus(): Promise<Bus> {
    const bus = this.idleBus();
    await bus.start();
    return bus;
  }

  async kill(bus: Bus): Promise<void> {
    this.#buses.delete(bus);
    await this.place.kill?.(bus);
  }

  key(name: string): string {
    return `${name}-${this.#id}`;
  }

  /** Message `number` of a key, which is its body as well. */
  message(name: string, number: number, more: Partial<Message> = {}): Message {
    const key = this.key(name);
    return { id: `${key}-${number}`, topic: this.topic, key, body: number, headers: {}, ...more };
  }

  /** Messages 1 to `count` of a key. */
  messages(name: string, count: number): Message[] {
    return Array.from({ length: count }, (_, index) => this.message(name, index + 1));
  }

  /** What a handler sees and does. */
  witness(act?: Act): Witness {
    return new Witness(act, this.patienceMs);
  }

  /** A member of this check's group that is not started. */
  member(bus: Bus, witness: Witness, more: Partial<Subscription> = {}): Lifecycle {
    const { group, topic } = this;
    const { handle } = witness;
    return bus.subscribe({ group, topics: [topic], handle, retry: QUICK_RETRY, ...more });
  }

  async join(bus: Bus, witness: Witness, more: Partial<Subscription> = {}): Promise<Lifecycle> {
    const member = this.member(bus, witness, more);
    await member.start();
    return member;
  }

  /** Waits until the group has this much to do. */
  async depth(bus: Bus, expected: Partial<GroupDepth>, group = this.group): Promise<void> {
    const whole = { ready: 0, retrying: 0, dead: 0, blocked: 0, ...expected };
    await eventually(() => bus.depth(group), {
      withinMs: this.patienceMs,
      what: `the depth is ${JSON.stringify(whole)}`,
      until: (depth) => JSON.stringify(depth) === JSON.stringify(whole),
    });
  }

  /** The dead letters of the group, oldest first, once there are this many. */
  async deadLetters(bus: Bus, count: number, group = this.group): Promise<DeadLetter[]> {
    const { items } = await eventually(() => bus.deadLetters.list({ group }), {
      withinMs: this.patienceMs,
      what: `${count} dead letters`,
      until: (page) => page.items.length === count,
    });
    return items;
  }

  /** The only dead letter of the group, once it is there. */
  async deadLetter(bus: Bus, group = this.group): Promise<DeadLetter> {
    const [letter] = await this.deadLetters(bus, 1, group);
    if (!letter) throw new TypeError("One dead letter was awaited.");
    return letter;
  }

  async clear(): Promise<void> {
    await Promise.all([...this.#buses].map((bus) => bus.stop()));
  }
}
