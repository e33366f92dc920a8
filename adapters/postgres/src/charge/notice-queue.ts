import { type ChargeNotice, type NoticeQueue, writeSimulatedNotice } from "@quad/charge";
import type { Database } from "@quad/database";
import type { Books, ChargeSchema } from "./charge-schema.ts";

/** At one look. */
const BATCH_SIZE_MAX = 100;

/** An outcome and its notices are one transaction. */
export async function queueNotice({ sql, tells }: Books, notice: ChargeNotice): Promise<void> {
  if (tells) await sql.insertInto("notice").values(noticeRows(notice, 1)).execute();
}

/** To be sent so many times. */
export function noticeRows(notice: ChargeNotice, copies: number) {
  const row = { body: writeSimulatedNotice(notice), due_at: notice.at };
  return Array.from({ length: copies }, () => row);
}

/** What is to be sent. Two processes may both send a notice, as any may come twice. */
export function postgresNoticeQueue({ sql }: Database<ChargeSchema>): NoticeQueue {
  return {
    async due(now) {
      const rows = await sql
        .selectFrom("notice")
        .select(["queue_id", "body"])
        .where("due_at", "<=", now)
        .orderBy("due_at")
        .orderBy("queue_id")
        .limit(BATCH_SIZE_MAX)
        .execute();
      return rows.map(({ queue_id: queueId, body }) => ({ queueId, body }));
    },
    async taken({ queueId }) {
      await sql.deleteFrom("notice").where("queue_id", "=", queueId).execute();
    },
  };
}
