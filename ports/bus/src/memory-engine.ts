import type { CheckedMessage } from "./check-messages.ts";
import type { Listening } from "./listening.ts";
import { type Claim, copyOf, MemoryGroup, type Taker } from "./memory-group.ts";

/** Messages kept for groups to come. The oldest go first; a group's own are kept until handled. */
const HISTORY_MAX = 10_000;

/**
 * What the memory buses of one process share, as other adapters share a server: the log and the
 * groups. Like a server it can be cut off, and a bus can die without a word: for tests.
 */
export class MemoryEngine {
  readonly #groups = new Map<string, MemoryGroup>();
  readonly #killed = new WeakSet<object>();
  readonly #history: CheckedMessage[] = [];
  readonly #listeners = new Set<Listening & { readonly owner: object }>();
  #reachable = true;
  #deaths = 0;

  get reachable(): boolean {
    return this.#reachable;
  }

  get groups(): Iterable<MemoryGroup> {
    return this.#groups.values();
  }

  group(name: string): MemoryGroup | undefined {
    return this.#groups.get(name);
  }

  /** Returns the way to end it. */
  listen(owner: object, listening: Listening): () => void {
    const entry = { ...listening, owner };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  append(messages: readonly CheckedMessage[]): void {
    this.#history.push(...messages);
    this.#history.splice(0, this.#history.length - HISTORY_MAX);
    for (const group of this.#groups.values()) group.append(messages);
    for (const { owner, topics, hear } of this.#listeners) {
      const heard = messages.filter(({ message }) => topics.includes(message.topic));
      if (this.#serves(owner)) for (const each of heard) hear(copyOf(each));
    }
  }

  /** A new group begins with the oldest message there is. */
  join(name: string, topics: readonly string[]): MemoryGroup {
    const known = this.#groups.get(name);
    const group = known ?? new MemoryGroup(name, topics);
    group.topics = topics;
    this.#groups.set(name, group);
    if (!known) group.append(this.#history);
    return group;
  }

  /** Work for a member of this bus, if there is some and the bus can get at it. */
  take(group: MemoryGroup, taker: Taker): Claim | undefined {
    return this.#serves(taker.owner) ? group.take(taker) : undefined;
  }

  /** When to ask again, if nothing changes before; Infinity for never. */
  nextDueAt(group: MemoryGroup, owner: object, now: number): number {
    return this.#serves(owner) ? group.nextDueAt(now) : Number.POSITIVE_INFINITY;
  }

  nextGrave(): number {
    this.#deaths += 1;
    return this.#deaths;
  }

  /** As if the process of this bus had died: others get what it held, it gets nothing more. */
  kill(bus: object): void {
    this.#killed.add(bus);
    for (const group of this.#groups.values()) group.reclaim(bus);
  }

  /** As if the network had failed: nobody can publish, ask or settle until `restore`. */
  sever(): void {
    this.#reachable = false;
    for (const group of this.#groups.values()) group.reclaim();
  }

  restore(): void {
    this.#reachable = true;
    for (const group of this.#groups.values()) group.notify();
    for (const { owner, missed } of this.#listeners) if (this.#serves(owner)) missed();
  }

  #serves(owner: object): boolean {
    return this.#reachable && !this.#killed.has(owner);
  }
}
