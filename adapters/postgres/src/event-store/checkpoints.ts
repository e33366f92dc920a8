import { type Kysely, sql } from "kysely";

/** A name that has a checkpoint keeps it. */
export async function beginCheckpoint<Schema>(
  database: Kysely<Schema>,
  name: string,
  position: number,
): Promise<void> {
  await sql`
    insert into quad_events.checkpoint (name, position) values (${name}, ${position})
    on conflict (name) do nothing
  `.execute(database);
}

export interface ClaimedCheckpoint {
  readonly name: string;
  readonly position: number;
  readonly rewinds: number;
}

/**
 * The checkpoints, and the right to work from them until the transaction ends. Those are left out
 * by which another member works: it loses that right at once with its connection.
 */
export async function claimCheckpoints<Schema>(
  transaction: Kysely<Schema>,
  names: readonly string[],
): Promise<ClaimedCheckpoint[]> {
  const { rows } = await sql<{ name: string; position: string; rewinds: number }>`
    select name, position, rewinds from quad_events.checkpoint
    where name = any(${names}::text[]) for update skip locked
  `.execute(transaction);
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** Not one that its handler itself has rewound. */
export async function moveCheckpoints<Schema>(
  transaction: Kysely<Schema>,
  claimed: readonly ClaimedCheckpoint[],
  to: number,
): Promise<void> {
  await sql`
    update quad_events.checkpoint set position = ${to}
    from unnest(
      ${claimed.map(({ name }) => name)}::text[],
      ${claimed.map(({ rewinds }) => rewinds)}::integer[]
    ) as claimed (name, rewinds)
    where checkpoint.name = claimed.name and checkpoint.rewinds = claimed.rewinds
  `.execute(transaction);
}

/** Waits for a batch in hand, whose transaction holds the row. */
export async function rewindCheckpoint<Schema>(
  database: Kysely<Schema>,
  name: string,
): Promise<void> {
  await sql`
    update quad_events.checkpoint set position = 0, rewinds = rewinds + 1 where name = ${name}
  `.execute(database);
}
