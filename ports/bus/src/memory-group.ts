import type { Clock } from "@quad/clock";
import { isQuadError } from "@quad/errors";
import type { GroupDepth, Message } from "./bus.ts";
import { describeFailure } from "./describe-failure.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { SubscriptionOptions } from "./subscription-options.ts";

/** The unhandled messages of one key, oldest first, and what became of the oldest. */
export interface KeyQueue {
  readonly messages: Message[];
  attempts: number;
  state: "ready" | "running" | "paused" | "dead";
  error: string;
  diedAt: Date;
}

export interface MemoryMember {
  readonly options: SubscriptionOptions;
  readonly running: Set<Promise<void>>;
  readonly stopping: AbortController;
}

/** How long a group leaves a neighbour alone that was unavailable. */
const UNAVAILABLE_PAUSE_MS = 100;

/** One consumer group: queues by key, and the members that work on them. */
export class MemoryGroup {
  readonly keys = new Map<string, KeyQueue>();
  readonly members = new Set<MemoryMember>();
  readonly #clock: Clock;
  readonly #random: () => number;
  /** The latest subscription wins. */
  topics: readonly string[];

  constructor(clock: Clock, random: () => number, topics: readonly string[]) {
    this.#clock = clock;
    this.#random = random;
    this.topics = topics;
  }

  /** Queues a message if the group hears its topic. */
  offer(message: Message): void {
    if (!this.topics.includes(message.topic)) return;
    const queue = this.keys.get(message.key);
    if (queue) queue.messages.push(message);
    else this.keys.set(message.key, newQueue(message));
  }

  /** Gives every free place of every member a key that is ready. */
  dispatch(): void {
    for (const [key, queue] of this.keys) {
      if (queue.state !== "ready") continue;
      const member = this.#freeMember();
      if (!member) return;
      queue.state = "running";
      const work: Promise<void> = this.#deliver(key, queue, member).finally(() => {
        member.running.delete(work);
        this.dispatch();
      });
      member.running.add(work);
    }
  }

  depth(): GroupDepth {
    const depth = { ready: 0, retrying: 0, dead: 0, blocked: 0 };
    for (const { state, attempts, messages } of this.keys.values()) {
      if (state === "dead") {
        depth.dead++;
        depth.blocked += messages.length - 1;
      } else if (attempts > 0) depth.retrying += messages.length;
      else depth.ready += messages.length;
    }
    return depth;
  }

  #freeMember(): MemoryMember | undefined {
    return [...this.members].find(
      ({ stopping, running, options }) =>
        !stopping.signal.aborted && running.size < options.concurrency,
    );
  }

  /** One message of a key; the rest of the key takes its turn like any other key. */
  async #deliver(key: string, queue: KeyQueue, member: MemoryMember): Promise<void> {
    const [message] = queue.messages;
    if (!message) return;
    const { handle, retry } = member.options;
    const attempt = queue.attempts + 1;
    try {
      await handle(structuredClone(message), { attempt, signal: new AbortController().signal });
      queue.messages.shift();
      queue.attempts = 0;
      queue.state = "ready";
      if (queue.messages.length === 0) this.keys.delete(key);
    } catch (error) {
      if (isQuadError(error) && error.kind === "unavailable") {
        this.#pause(queue, UNAVAILABLE_PAUSE_MS);
      } else if (attempt < retry.attemptsMax) {
        queue.attempts = attempt;
        this.#pause(queue, retryDelayMs(retry, attempt, this.#random));
      } else this.#bury(queue, attempt, error);
    }
  }

  #pause(queue: KeyQueue, delayMs: number): void {
    queue.state = "paused";
    const resume = () => {
      queue.state = "ready";
      this.dispatch();
    };
    this.#clock.sleep(delayMs).then(resume, resume);
  }

  #bury(queue: KeyQueue, attempts: number, error: unknown): void {
    queue.state = "dead";
    queue.attempts = attempts;
    queue.error = describeFailure(error);
    queue.diedAt = this.#clock.now();
  }
}

function newQueue(message: Message): KeyQueue {
  return { messages: [message], attempts: 0, state: "ready", error: "", diedAt: new Date(0) };
}
