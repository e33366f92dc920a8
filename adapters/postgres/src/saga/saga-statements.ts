import type { Claimer, NewRow, RowFilter, RowWrite, SagaVersion } from "@quad/saga";
import { type RawBuilder, sql } from "kysely";
import { type StoredSaga, storedSteps } from "./saga-rows.ts";

/** Rows of coordinators that ended without a word are deleted after so long. */
const COORDINATOR_KEPT_HOURS = 1;

/** One statement, and so one round trip and one commit, for all that begin together. */
export function insertSagas(rows: readonly NewRow[]): RawBuilder<{ id: string }> {
  const column = <T>(of: (row: NewRow) => T) => rows.map(of);
  return sql`
    insert into quad_saga.saga (id, name, version, input, status, reason, steps, owner)
    select id, name, version, input, status, reason, steps, owner
    from unnest(
      ${column(({ id }) => id)}::text[], ${column(({ name }) => name)}::text[],
      ${column(({ version }) => version)}::integer[],
      ${column(({ input }) => JSON.stringify(input))}::json[],
      ${column(({ state }) => state.status)}::text[],
      ${column(({ state }) => state.reason)}::text[],
      ${column(({ state }) => storedSteps(state.steps))}::json[],
      ${column(({ owner }) => owner)}::text[]
    ) with ordinality as given (id, name, version, input, status, reason, steps, owner, nth)
    order by nth
    on conflict (id) do nothing
    returning id
  `;
}

/** The fence is `epoch`: rows that were claimed since are left as they are. */
export function saveSagas(writes: readonly RowWrite[]): RawBuilder<{ id: string }> {
  const column = <T>(of: (write: RowWrite) => T) => writes.map(of);
  return sql`
    update quad_saga.saga set
      status = given.status, reason = given.reason, steps = given.steps, owner = given.owner,
      epoch = given.epoch_next, updated_at = now(),
      -- Left as it is while nobody may ask for it: a step must change no indexed column.
      due_at = case when given.owner is null
        then now() + given.delay_ms * interval '1 ms' else saga.due_at end,
      ended_at = case when given.status in ('done', 'compensated') then now() end
    from unnest(
      ${column(({ id }) => id)}::text[], ${column(({ epoch }) => epoch)}::integer[],
      ${column(({ epochNext }) => epochNext)}::integer[],
      ${column(({ state }) => state.status)}::text[],
      ${column(({ state }) => state.reason)}::text[],
      ${column(({ state }) => storedSteps(state.steps))}::json[],
      ${column(({ owner }) => owner)}::text[],
      ${column(({ delayMs }) => delayMs)}::float8[]
    ) as given (id, epoch, epoch_next, status, reason, steps, owner, delay_ms)
    where saga.id = given.id and saga.epoch = given.epoch
    returning saga.id
  `;
}

/** Rows that another coordinator is claiming at this moment are skipped. */
export function claimSagas(
  { owner, versions, known, leaseMs }: Claimer,
  limit: number,
): RawBuilder<StoredSaga & { readonly is_lost: boolean }> {
  return sql`
    with due as (
      select id from quad_saga.saga
      where owner is null and status in ('running', 'compensating') and due_at <= now()
        and ${isOf(versions)}
      order by due_at limit ${limit} for update skip locked
    ),
    lost as (
      select id from quad_saga.saga
      where owner is not null and status in ('running', 'compensating') and ${isOf(versions)}
        and case when owner = ${owner}
          then id <> all(${known}::text[])
            and updated_at < now() - ${leaseMs}::float8 * interval '1 ms'
          else not exists (
            select from quad_saga.coordinator
            where coordinator.id = saga.owner and lease_until > now()
          )
        end
      limit ${limit} for update skip locked
    ),
    taken as (
      select id, true as is_lost from lost
      union all select id, false from due
      limit ${limit}
    )
    update quad_saga.saga set owner = ${owner}, epoch = epoch + 1, updated_at = now()
    from taken where saga.id = taken.id
    returning saga.*, is_lost
  `;
}

export function renewLease(owner: string, leaseMs: number): RawBuilder<unknown> {
  return sql`
    with swept as (
      delete from quad_saga.coordinator
      where lease_until < now() - ${COORDINATOR_KEPT_HOURS} * interval '1 hour'
    )
    insert into quad_saga.coordinator (id, lease_until)
    values (${owner}, now() + ${leaseMs}::float8 * interval '1 ms')
    on conflict (id) do update set lease_until = excluded.lease_until
  `;
}

export function releaseSagas(owner: string): RawBuilder<unknown> {
  return sql`
    with ended as (delete from quad_saga.coordinator where id = ${owner})
    update quad_saga.saga set owner = null, due_at = now() where owner = ${owner}
  `;
}

export function readSaga(id: string): RawBuilder<StoredSaga> {
  return sql`select * from quad_saga.saga where id = ${id}`;
}

export function unfinishedSagas(ids: readonly string[]): RawBuilder<{ id: string }> {
  return sql`
    select id from quad_saga.saga
    where id = any(${ids}::text[]) and status in ('running', 'compensating')
  `;
}

export function listSagas({ status, after, limit }: RowFilter): RawBuilder<StoredSaga> {
  const isOfStatus = status === undefined ? sql`true` : sql`status = ${status}`;
  return sql`
    select * from quad_saga.saga where id > ${after} and ${isOfStatus} order by id limit ${limit}
  `;
}

/** Counts what has not ended: what has may be millions. */
export function countSagas(versions: readonly SagaVersion[]): RawBuilder<{
  readonly status: "running" | "compensating" | "parked";
  readonly sagas: number;
  readonly stranded: number;
}> {
  return sql`
    select status, count(*)::integer as sagas,
      (count(*) filter (where status <> 'parked' and not ${isOf(versions)}))::integer as stranded
    from quad_saga.saga where status in ('running', 'compensating', 'parked')
    group by status
  `;
}

function isOf(versions: readonly SagaVersion[]): RawBuilder<unknown> {
  const names = versions.map(({ name }) => name);
  const numbers = versions.map(({ version }) => version);
  return sql`(name, version) in (select * from unnest(${names}::text[], ${numbers}::integer[]))`;
}

/** Rows that another coordinator is deleting at this moment are skipped. */
export function pruneSagas(keptMs: number, limit: number): RawBuilder<{ id: string }> {
  return sql`
    with old as (
      select id from quad_saga.saga
      where ended_at <= now() - ${keptMs}::float8 * interval '1 ms'
      order by ended_at limit ${limit} for update skip locked
    )
    delete from quad_saga.saga using old where saga.id = old.id returning saga.id
  `;
}
