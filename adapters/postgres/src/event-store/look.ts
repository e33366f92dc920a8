import { type Kysely, sql } from "kysely";

/** Appends that are given positions in one transaction. */
const PLACE_BATCH_MAX = 5_000;

export interface Look {
  /** All events up to here are handled, by subscription; 0 for a name that has no checkpoint. */
  readonly positions: ReadonlyMap<string, number>;
  /** The position of the newest event. */
  readonly head: number;
}

/**
 * Gives positions to all that was committed before the call, and answers how far these
 * subscriptions have come. Never inside a transaction of the caller: it has to see what others have
 * committed, and must not hold them up.
 */
export async function look<Schema>(
  database: Kysely<Schema>,
  names: readonly string[] = [],
): Promise<Look> {
  while (true) {
    const { rows } = await sql<{ more: boolean; positions: string[] | null; head: string }>`
      select more, positions, head from quad_events.look(${PLACE_BATCH_MAX}, ${names}::text[])
    `.execute(database);
    const [found] = rows;
    if (!found || found.more) continue;
    const positions = new Map(names.map((name, nth) => [name, Number(found.positions?.[nth])]));
    return { positions, head: Number(found.head) };
  }
}
