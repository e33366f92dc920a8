import type { Clock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { NoticeDelivery } from "./notice.ts";
import { signSimulatedNotice } from "./simulated-notice.ts";

/** Takes a notice; rejects when it could not be handed over, and is offered it again. */
export type Notify = (delivery: NoticeDelivery) => Promise<void>;

/** The notices that a simulated provider has yet to send. */
export interface NoticeQueue {
  /** Those whose time has come, oldest first. */
  due(now: Date): Promise<readonly QueuedNotice[]>;
  /** It was taken: it is not due any more. */
  taken(queued: QueuedNotice): Promise<void>;
}

export interface QueuedNotice {
  readonly queueId: string;
  readonly body: string;
}

export interface NoticeSenderOptions {
  readonly queue: NoticeQueue;
  readonly notify: Notify;
  readonly secret: string;
  readonly clock: Clock;
}

/** Late by this much at most, and tried again after as much. */
const LOOK_EVERY_MS = 250;

/**
 * Sends what is due, again and again until it is taken. After a crash a notice may be sent twice,
 * as any may.
 */
export function noticeSender({ queue, notify, secret, clock }: NoticeSenderOptions): Lifecycle {
  let ending = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function send(queued: QueuedNotice): Promise<void> {
    await notify(signSimulatedNotice(queued.body, secret, clock.now()));
    await queue.taken(queued);
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A receiver or a ledger that is away is met again at the next look.
      const due = await queue.due(clock.now()).catch(() => []);
      for (const queued of due) {
        if (!signal.aborted) await send(queued).catch(() => {});
      }
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {});
    }
  }

  return managed({
    async start() {
      ending = new AbortController();
      running = run(ending.signal);
    },
    async stop() {
      ending.abort();
      await running;
    },
  });
}
