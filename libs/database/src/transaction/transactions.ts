import type { Clock } from "@quad/clock";
import type { Kysely } from "kysely";
import { codeOf } from "../connection/connection-error.ts";
import { isStalePlan } from "../connection/prepared-statements.ts";
import type { Tx } from "../database.ts";
import { databaseErrors } from "../database-errors.ts";
import { emittedEvents } from "../outbox/emitted-events.ts";
import { writeOutbox } from "../outbox/write-outbox.ts";

interface TransactionsOptions<Schema> {
  readonly kysely: Kysely<Schema>;
  readonly service: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Called after each commit that has emitted events. */
  readonly emitted: () => void;
}

const ATTEMPTS_MAX = 5;
const RETRY_DELAY_MS = 10;

/** What another transaction did made this one impossible: run again, it may well succeed. */
function lostToAnother(error: unknown): boolean {
  return ["40001", "40P01"].includes(codeOf(error) ?? "") || isStalePlan(error);
}

/** `Database.transaction`: runs work in a transaction, again when it lost to another. */
export function transactions<Schema>({
  kysely,
  service,
  clock,
  random,
  emitted,
}: TransactionsOptions<Schema>) {
  return async function transaction<T>(work: (tx: Tx<Schema>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await runOnce(work);
      } catch (error) {
        // Never after a lost connection: the COMMIT may have succeeded.
        if (!lostToAnother(error)) throw error;
        if (attempt === ATTEMPTS_MAX) throw contended(error);
        await clock.sleep(RETRY_DELAY_MS * 2 ** attempt * (0.5 + random() / 2));
      }
    }
  };

  function contended(error: unknown): Error {
    const reason = `${ATTEMPTS_MAX} attempts lost to other transactions`;
    return databaseErrors.DATABASE_UNAVAILABLE({ service, reason }, error);
  }

  async function runOnce<T>(work: (tx: Tx<Schema>) => Promise<T>): Promise<T> {
    const events = emittedEvents(service, clock);
    const callbacks: (() => void)[] = [];
    const result = await kysely.transaction().execute(async (sql) => {
      const tx = {
        sql,
        emit: events.emit,
        afterCommit: (call: () => void) => callbacks.push(call),
      };
      const answer = await work(tx).finally(events.close);
      if (events.list.length > 0) await writeOutbox(sql, events.list);
      return answer;
    });
    if (events.list.length > 0) emitted();
    for (const callback of callbacks) callback();
    return result;
  }
}
