import type { Message } from "@quad/bus";
import { eventually } from "@quad/testkit";

/** A bus that keeps what it is given. `before` runs ahead of each publish and may fail it. */
export interface RecordingBus {
  publish(messages: readonly Message[]): Promise<void>;
  readonly batches: (readonly Message[])[];
  /** All messages, once there are this many. */
  received(count: number): Promise<Message[]>;
}

const DEADLINE_MS = 10_000;

export function recordingBus(before: () => Promise<void> = async () => {}): RecordingBus {
  const batches: (readonly Message[])[] = [];
  return {
    batches,
    async publish(messages) {
      await before();
      batches.push(messages);
    },
    received: (count) =>
      eventually(() => batches.flat(), {
        withinMs: DEADLINE_MS,
        what: `${count} messages are published`,
        until: (messages) => messages.length >= count,
      }),
  };
}
