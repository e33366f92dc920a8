import { eventStoreErrors, type Snapshot, type WantedSnapshot } from "@quad/event-store";
import { type Kysely, sql } from "kysely";

/** `state` as JSON. Error: EVENT_STORE_CONFLICT. */
export async function saveSnapshot<Schema>(
  database: Kysely<Schema>,
  stream: string,
  { version, schema, state }: Snapshot & { readonly state: string },
): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    with known as (select id, version from quad_events.stream where name = ${stream}),
    saved as (
      insert into quad_events.snapshot as former (stream, schema, version, state)
      select id, ${schema}, ${version}, ${state}::json from known where version >= ${version}
      on conflict (stream, schema) do update
        set version = excluded.version, state = excluded.state
        where former.version <= excluded.version
    )
    select version from known
  `.execute(database);
  const actual = rows[0]?.version ?? 0;
  if (actual >= version) return;
  throw eventStoreErrors.EVENT_STORE_CONFLICT({ stream, expected: version, actual });
}

export async function findSnapshot<Schema>(
  database: Kysely<Schema>,
  stream: string,
  { schema, upTo }: Required<WantedSnapshot>,
): Promise<Snapshot | undefined> {
  const { rows } = await sql<Snapshot>`
    select snapshot.version, snapshot.schema, snapshot.state
    from quad_events.snapshot join quad_events.stream on stream.id = snapshot.stream
    where stream.name = ${stream} and snapshot.schema = ${schema} and snapshot.version <= ${upTo}
  `.execute(database);
  return rows[0];
}
