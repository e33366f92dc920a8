import type { Clock } from "@quad/clock";
import { type Lifecycle, managed } from "@quad/lifecycle";
import type { Logger } from "@quad/telemetry";
import { type Kysely, sql } from "kysely";
import { messageOf } from "./connection/connection-error.ts";

const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;
/** Rows at a time: a short transaction holds up nobody. */
const BATCH_MAX = 1_000;

/** What grows without end, and how long each row is of use. */
const RETENTION = [
  // Longer than any bus keeps a message that is still to be delivered again.
  { table: "quad_inbox", key: "event_id", time: "processed_at", days: 14 },
  // Longer than any client goes on repeating a request.
  { table: "quad_idempotency", key: "ctid", time: "created_at", days: 7 },
] as const;

interface HousekeepingOptions<Schema> {
  readonly kysely: Kysely<Schema>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Deletes every hour what the library's tables no longer need. */
export function housekeeping<Schema>({
  kysely,
  clock,
  log,
}: HousekeepingOptions<Schema>): Lifecycle {
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(signal: AbortSignal): Promise<void> {
    for (let delayMs = FIRST_AFTER_MS; ; delayMs = EVERY_MS) {
      await clock.sleep(delayMs, signal).catch(() => {});
      if (signal.aborted) return;
      await prune(kysely).catch((error: unknown) =>
        log.warn(`old rows are not deleted: ${messageOf(error)}`),
      );
    }
  }

  return managed({
    async start() {
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  });
}

/** Deletes all rows that are older than they are of use. */
export async function prune<Schema>(kysely: Kysely<Schema>): Promise<void> {
  for (const { table, key, time, days } of RETENTION) {
    let count: bigint | undefined;
    do {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(table)} where ${sql.ref(key)} in (
          select ${sql.ref(key)} from ${sql.table(table)}
          where ${sql.ref(time)} < now() - make_interval(days => ${days}) limit ${BATCH_MAX}
        )
      `.execute(kysely);
      count = numAffectedRows;
    } while (count === BigInt(BATCH_MAX));
  }
}
