import type { GroupDepth } from "./bus.ts";
import type { CheckedMessage } from "./check-messages.ts";
import type { DeadLetter } from "./dead-letters.ts";
import type { Message } from "./message.ts";

/** A message in the hands of a member, until it is settled or taken away. */
export interface Claim {
  readonly key: string;
  readonly message: Message;
  readonly attempt: number;
  /** The bus whose member holds it. */
  readonly owner: object;
  /** Aborts when it is taken away. */
  readonly lost: AbortController;
}

/** Whoever asks for a message. */
export interface Taker {
  readonly owner: object;
  readonly now: number;
  /** False for what the member must leave alone now. */
  readonly mayTake: (message: Message) => boolean;
}

/** Why a message is offered no more. Graves are numbered in the order of the deaths. */
interface Death {
  readonly error: string;
  readonly diedAt: Date;
  readonly grave: number;
}

/** What became of a claim. Times are in milliseconds since 1970. */
export type Outcome =
  | { readonly verdict: "forget" }
  /** As if it had never been offered. */
  | { readonly verdict: "return" }
  | { readonly verdict: "retry"; readonly dueAt: number }
  | ({ readonly verdict: "dead-letter" } & Death);

/** How the oldest message of a key stands. All others of that key wait behind it. */
type Standing =
  | { readonly name: "ready" }
  | { readonly name: "claimed"; readonly claim: Claim }
  | { readonly name: "retrying"; readonly dueAt: number }
  | ({ readonly name: "dead" } & Death);

interface KeyQueue {
  /** Not handled yet, oldest first, never empty. */
  readonly messages: [CheckedMessage, ...CheckedMessage[]];
  /** Of the oldest. */
  attempts: number;
  standing: Standing;
}

const READY: Standing = { name: "ready" };

/** One group: what it has still to handle, in one queue a key. */
export class MemoryGroup {
  /** What it hears; the member that started last decides. */
  topics: readonly string[];
  readonly #name: string;
  readonly #queues = new Map<string, KeyQueue>();
  #changed = new AbortController();

  constructor(name: string, topics: readonly string[]) {
    this.#name = name;
    this.topics = topics;
  }

  /** Aborts when there may be something new to take. */
  get changed(): AbortSignal {
    return this.#changed.signal;
  }

  append(messages: readonly CheckedMessage[]): void {
    for (const each of messages) {
      const { topic, key } = each.message;
      if (!this.topics.includes(topic)) continue;
      const queue = this.#queues.get(key);
      if (queue) queue.messages.push(each);
      else this.#queues.set(key, { messages: [each], attempts: 0, standing: READY });
    }
    this.notify();
  }

  /** The oldest message of the first key that nobody works on and that need not wait. */
  take({ owner, now, mayTake }: Taker): Claim | undefined {
    for (const [key, queue] of this.#queues) {
      if (!(isFree(queue.standing, now) && mayTake(queue.messages[0].message))) continue;
      const message = copyOf(queue.messages[0]);
      const attempt = queue.attempts + 1;
      const claim = { key, message, attempt, owner, lost: new AbortController() };
      queue.standing = { name: "claimed", claim };
      return claim;
    }
    return undefined;
  }

  /** Changes nothing when the claim was taken away: somebody else may be at work by now. */
  settle(claim: Claim, outcome: Outcome): void {
    const queue = this.#queues.get(claim.key);
    if (queue?.standing.name !== "claimed" || queue.standing.claim !== claim) return;
    switch (outcome.verdict) {
      case "forget":
        this.#forgetOldest(claim.key, queue);
        break;
      case "return":
        queue.standing = READY;
        break;
      case "retry":
        queue.attempts += 1;
        queue.standing = { name: "retrying", dueAt: outcome.dueAt };
        break;
      case "dead-letter": {
        const { verdict: _, ...death } = outcome;
        queue.attempts += 1;
        queue.standing = { name: "dead", ...death };
        break;
      }
      default:
        outcome satisfies never;
    }
    this.notify();
  }

  /** Takes away what this bus holds; without one, what anybody holds. */
  reclaim(owner?: object): void {
    for (const queue of this.#queues.values()) {
      const { standing } = queue;
      if (standing.name !== "claimed" || (owner && standing.claim.owner !== owner)) continue;
      queue.standing = READY;
      standing.claim.lost.abort();
    }
    this.notify();
  }

  /** When the next retry will be due; Infinity when none will. */
  nextDueAt(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { standing } of this.#queues.values()) {
      if (standing.name !== "retrying" || standing.dueAt <= now) continue;
      next = Math.min(next, standing.dueAt);
    }
    return next;
  }

  depth(): GroupDepth {
    const depth = { ready: 0, retrying: 0, dead: 0, blocked: 0 };
    for (const { standing, messages } of this.#queues.values()) {
      if (standing.name === "dead") {
        depth.dead += 1;
        depth.blocked += messages.length - 1;
      } else if (standing.name === "retrying") depth.retrying += messages.length;
      else depth.ready += messages.length;
    }
    return depth;
  }

  /** Its dead letters in no order. The number of the grave is the id. */
  deadLetters(): DeadLetter[] {
    return [...this.#queues.values()].flatMap(({ standing, messages, attempts }) => {
      if (standing.name !== "dead") return [];
      const { grave, error, diedAt } = standing;
      const waiting = { attempts, error, diedAt, blocked: messages.length - 1 };
      return { id: String(grave), group: this.#name, message: copyOf(messages[0]), ...waiting };
    });
  }

  /** Offers the dead message of a key again, or another in its place. */
  revive(key: string, replacement?: CheckedMessage): void {
    const queue = this.#queues.get(key);
    if (queue?.standing.name !== "dead") return;
    if (replacement) queue.messages[0] = replacement;
    queue.attempts = 0;
    queue.standing = READY;
    this.notify();
  }

  /** Drops the dead message of a key. */
  discard(key: string): void {
    const queue = this.#queues.get(key);
    if (queue?.standing.name !== "dead") return;
    this.#forgetOldest(key, queue);
    this.notify();
  }

  /** Wakes the members that wait for work. */
  notify(): void {
    const before = this.#changed;
    this.#changed = new AbortController();
    before.abort();
  }

  /** What is left of the key goes to the end, so that a busy key does not starve the others. */
  #forgetOldest(key: string, { messages }: KeyQueue): void {
    this.#queues.delete(key);
    messages.shift();
    if (messages.length > 0) this.#queues.set(key, { messages, attempts: 0, standing: READY });
  }
}

function isFree(standing: Standing, now: number): boolean {
  return standing.name === "ready" || (standing.name === "retrying" && standing.dueAt <= now);
}

/** Handlers get a copy each: what one does to it, nobody else sees. */
export function copyOf({ message, json }: CheckedMessage): Message {
  const { id, topic, key, headers } = message;
  return { id, topic, key, body: JSON.parse(json), headers: { ...headers } };
}
