import type { Bus, BusSupports, Message } from "@quad/bus";
import { systemClock } from "@quad/clock";
import { type Check, Stage, testId } from "@quad/testkit";
import type { BusPlace } from "./bus-place.ts";
import { ObservedGroup } from "./observed-group.ts";

export type BusCheck = Check<BusStage, BusNeed>;
/** What a check may need beside flags of `supports`: that there is no history, or a fault. */
export type BusNeed = keyof BusSupports | "no history" | "kill" | "sever";

const CUT_MS = 5;

/** Where one check of a bus plays: instances, and names that nobody else uses. */
export class BusStage extends Stage<BusPlace> {
  readonly #id = testId();
  readonly #killed = new Set<Bus>();
  #messages = 0;

  constructor(place: BusPlace, patienceMs?: number) {
    super(place, patienceMs);
    this.atEnd(() => place.restore?.());
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
    return new ObservedGroup(`${this.#id}-${name}`, topics, this.patienceMs, isDead);
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
}
