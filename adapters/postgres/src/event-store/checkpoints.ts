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

/** 0 for a name that has none. */
export async function checkpointOf<Schema>(
  database: Kysely<Schema>,
  name: string,
): Promise<number> {
  const { rows } = await sql<{ position: string }>`
    select position from quad_events.checkpoint where name = ${name}
  `.execute(database);
  return Number(rows[0]?.position ?? 0);
}

export interface ClaimedCheckpoint {
  readonly position: number;
  readonly rewinds: number;
}

/**
 * The checkpoint, and the right to work from it until the transaction ends. Undefined while another
 * member has that right, which it loses at once with its connection.
 */
export async function claimCheckpoint<Schema>(
  transaction: Kysely<Schema>,
  name: string,
): Promise<ClaimedCheckpoint | undefined> {
  const { rows } = await sql<{ position: string; rewinds: number }>`
    select position, rewinds from quad_events.checkpoint where name = ${name} for update skip locked
  `.execute(transaction);
  return rows[0] && { ...rows[0], position: Number(rows[0].position) };
}

/** Not when the handler itself has rewound it. */
export async function moveCheckpoint<Schema>(
  transaction: Kysely<Schema>,
  name: string,
  { rewinds, to }: { readonly rewinds: number; readonly to: number },
): Promise<void> {
  await sql`
    update quad_events.checkpoint set position = ${to}
    where name = ${name} and rewinds = ${rewinds}
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
