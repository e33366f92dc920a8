import type { Lifecycle } from "@quad/lifecycle";
import type { DeadLetters } from "./dead-letters.ts";
import type { Listening } from "./listening.ts";
import type { Message } from "./message.ts";

/**
 * Events between services. Publishers name a topic and a key; each group of subscribers receives
 * every message of its topics at least once, and the messages of one key in publishing order.
 *
 * What every adapter promises (the conformance suite proves each sentence):
 * - `publish` is all or nothing. When it resolves the messages survive the death of every process.
 * - Within a group, messages of one key are handled one at a time, in the order in which their
 *   `publish` calls resolved; messages of different keys may be handled at the same time.
 * - A message counts as handled when the handler resolves, never before. A process that dies in a
 *   handler leaves the message to another member of the group, so a handler can see it twice.
 * - A handler that rejects gets the message again after a growing, jittered delay. After as
 *   many attempts as the policy of its topic allows it becomes a dead letter. Until it is handled,
 *   replayed or discarded, later messages of that key wait for it; other keys flow on.
 * - A handler that rejects with an error of kind `invalid` says that no try can ever succeed: the
 *   message is a dead letter at once.
 * - A handler that rejects with an error of kind `unavailable` blames a neighbour, not the message:
 *   no attempt is counted and the message is offered again after a short pause, in order. Only its
 *   topic pauses, and what is behind it in its key: all else flows on.
 * - A new group starts with the oldest message the bus still has (`supports.history`), or with the
 *   first message published after `start` of its first subscriber. A bus may forget a group that
 *   was without a member for days: whoever joins it then begins a new one.
 */
export interface Bus extends Lifecycle {
  readonly supports: BusSupports;

  /**
   * Appends messages, at most `PUBLISH_BATCH_MAX` a call.
   * Errors: BUS_NOT_RUNNING, BUS_BATCH_TOO_LARGE, BUS_MESSAGE_TOO_LARGE, BUS_MESSAGE_INVALID,
   * BUS_UNAVAILABLE (the outcome may be unknown: publish again, consumers drop what they know).
   */
  publish(messages: readonly Message[]): Promise<void>;

  /**
   * A member of a group, not yet started. `start` begins delivery; `stop` lets running handlers
   * finish, tells those that take longer than `STOP_PATIENCE_MS` to give up, and leaves the rest to
   * other members. Stopping the bus stops its subscribers first.
   * Errors: BUS_SUBSCRIPTION_INVALID (thrown); of `start`: BUS_NOT_RUNNING, BUS_UNAVAILABLE.
   */
  subscribe(subscription: Subscription): Lifecycle;

  /**
   * A listener, not yet started. Every listener of every process hears each message of its topics
   * that is published after its `start` has resolved: those of a key in order, each at most once.
   * Nothing is kept for it and nothing is tried again; where it may have missed something, as after
   * a lost connection, it is told so. Stopping the bus stops its listeners first.
   * Errors: BUS_LISTENING_INVALID (thrown); of `start`: BUS_NOT_RUNNING, BUS_UNAVAILABLE.
   */
  listen(listening: Listening): Lifecycle;

  /** How much a group has still to do. Errors: BUS_NOT_RUNNING, BUS_UNAVAILABLE. */
  depth(group: string): Promise<GroupDepth>;

  /**
   * Whether a group has anything to do now: `depth(group).ready > 0`, at a price that does not grow
   * with what waits. Errors: BUS_NOT_RUNNING, BUS_UNAVAILABLE.
   */
  hasReady(group: string): Promise<boolean>;

  readonly deadLetters: DeadLetters;
}

/** What an adapter can do beyond the common promises. Where false, the call refuses. */
export interface BusSupports {
  /** Messages outlive the process. False only for adapters that live in one process's memory. */
  readonly durable: boolean;
  /** Several processes share a group. */
  readonly multiProcess: boolean;
  /** A new group receives what was published before it existed. */
  readonly history: boolean;
}

export interface Subscription {
  /** The name under which members share the work, such as `inventory`. At most 80 characters. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Resolves when the message has had its effect. */
  readonly handle: (message: Message, delivery: Delivery) => Promise<void>;
  /** Keys handled at the same time by this member. Default 8. */
  readonly concurrency?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** For topics of the subscription that need another policy: what differs from `retry`. */
  readonly retryByTopic?: Readonly<Record<string, Partial<RetryPolicy>>>;
}

export interface Delivery {
  /** 1 for the first try. */
  readonly attempt: number;
  /**
   * Aborts when the member may no longer act on the message: it was given to another, or `stop`
   * has run out of patience. A rejection after that counts as no attempt.
   */
  readonly signal: AbortSignal;
}

/** The delay before attempt n+1 is random between half and all of `delayMs * 2^(n-1)`, capped. */
export interface RetryPolicy {
  readonly attemptsMax: number;
  readonly delayMs: number;
  readonly delayMsMax: number;
}

export interface GroupDepth {
  /** Ready to be handled now, or being handled. */
  readonly ready: number;
  /** Failed and waiting for the next attempt, or behind such a message of the same key. */
  readonly retrying: number;
  /** Given up: a person decides. */
  readonly dead: number;
  /** Behind a dead letter of the same key. */
  readonly blocked: number;
}

export const PUBLISH_BATCH_MAX = 1_000;
export const MESSAGE_BYTES_MAX = 256 * 1024;
export const CONCURRENCY_DEFAULT = 8;
export const STOP_PATIENCE_MS = 3_000;
export const RETRY_DEFAULT: RetryPolicy = { attemptsMax: 6, delayMs: 200, delayMsMax: 30_000 };
