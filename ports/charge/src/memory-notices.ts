import { randomUUID } from "node:crypto";
import type { ChargeNotice } from "./notice.ts";
import type { NoticeQueue, QueuedNotice } from "./notice-sender.ts";
import { writeSimulatedNotice } from "./simulated-notice.ts";

/** Sends a notice, so many times. */
export type Tell = (notice: ChargeNotice, copies?: number) => void;

interface MemoryNotices extends NoticeQueue {
  readonly add: Tell;
}

/** The notices of the memory adapter that nobody has taken yet. */
export function memoryNotices(): MemoryNotices {
  const waiting: (QueuedNotice & { readonly at: Date })[] = [];
  return {
    add(notice, copies = 1) {
      const body = writeSimulatedNotice(notice);
      for (let copy = 0; copy < copies; copy++) {
        waiting.push({ queueId: randomUUID(), body, at: notice.at });
      }
    },
    async due(now) {
      return waiting.filter(({ at }) => at <= now);
    },
    async taken({ queueId }) {
      waiting.splice(
        waiting.findIndex((notice) => notice.queueId === queueId),
        1,
      );
    },
  };
}
