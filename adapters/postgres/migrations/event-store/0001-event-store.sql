-- additive
-- Runs with search_path = quad_events, the schema of the event store in a service's own database.

-- One row a stream. Its lock is what appends to a stream take turns by, and its version is what an
-- expected version is compared with: both in the transaction of the append.
create table stream (
  id bigint generated always as identity primary key,
  name text not null unique,
  -- Of the last event.
  version integer not null,
  -- Of the last event: instants never go back within a stream, whatever the clocks say.
  recorded_at timestamptz not null,
  archived boolean not null default false
) with (fillfactor = 80);

create table event (
  stream bigint not null,
  version integer not null,
  recorded_at timestamptz not null,
  schema integer not null,
  id uuid not null,
  type text not null,
  data json not null,
  metadata json not null,
  primary key (stream, version)
);

-- Where the events of archived streams go.
create table archived_event (like event including all);

-- Appends that have no positions yet, one row each. An id is drawn after the lock on the stream:
-- within a stream the order of ids is that of versions. It is not the order of commits.
create table unplaced (
  id bigint generated always as identity primary key,
  stream bigint not null,
  version_first integer not null,
  version_last integer not null
) with (
  -- Filled and emptied all the time: vacuum by count, not by share.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1
);

-- The history: each event at its position, for ever.
create table placed (
  position bigint primary key,
  stream bigint not null,
  version integer not null
);

create table checkpoint (
  name text primary key,
  position bigint not null,
  -- How often it was rewound: a batch that was claimed before does not move it.
  rewinds integer not null default 0
) with (fillfactor = 50);

create table snapshot (
  stream bigint not null,
  schema integer not null,
  version integer not null,
  state json not null,
  primary key (stream, schema)
) with (fillfactor = 80);

-- Functions, because their plans are kept with the connection: planning took half of an append.

-- Appends when the stream is at the expected version (null: at any). Answers how the stream is then
-- and whether it was done; nothing fails, so that the caller's transaction can go on.
create function append(
  in stream_name text,
  in expected integer,
  in now timestamptz,
  in ids uuid[],
  in types text[],
  in schemas integer[],
  in datas json[],
  in metadatas json[],
  out appended boolean,
  out version integer,
  out recorded_at timestamptz,
  out archived boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  added constant integer := cardinality(ids);
  head quad_events.stream;
begin
  if expected > 0 then
    update quad_events.stream
    set version = version + added, recorded_at = greatest(recorded_at, now)
    where name = stream_name and version = expected and not archived
    returning * into head;
  elsif expected = 0 then
    insert into quad_events.stream (name, version, recorded_at) values (stream_name, added, now)
    on conflict (name) do nothing
    returning * into head;
  else
    insert into quad_events.stream as known (name, version, recorded_at)
    values (stream_name, added, now)
    on conflict (name) do update
      set version = known.version + added, recorded_at = greatest(known.recorded_at, now)
      where not known.archived
    returning * into head;
  end if;
  appended := head.id is not null;
  if not appended then
    select stream.version, stream.archived into version, archived
    from quad_events.stream where name = stream_name;
    version := coalesce(version, 0);
    archived := coalesce(archived, false);
    return;
  end if;
  version := head.version;
  recorded_at := head.recorded_at;
  archived := false;
  insert into quad_events.event (stream, version, recorded_at, schema, id, type, data, metadata)
  select head.id, head.version - added + nth, head.recorded_at,
    given.schema, given.id, given.type, given.data, given.metadata
  from unnest(ids, types, schemas, datas, metadatas)
    with ordinality as given (id, type, schema, data, metadata, nth);
  insert into quad_events.unplaced (stream, version_first, version_last)
  values (head.id, head.version - added + 1, head.version);
end $$;

-- Gives positions to the appends that are committed and have none, oldest first, and answers
-- whether more may be left. Whoever reads the history calls it before. A position is given after
-- the commit, under a lock, by counting: there is no gap, and what commits late comes later.
-- Must run on its own under READ COMMITTED: what is read after the lock is what is true then.
create function place(in batch_max integer) returns boolean
language plpgsql as $$
declare
  found_count integer;
begin
  -- Rows that another process is placing now are still seen here.
  if not exists (select from quad_events.unplaced) then return false; end if;
  perform pg_advisory_xact_lock(1000010, 0);
  with oldest as (
    select id from quad_events.unplaced order by id limit batch_max
  ),
  taken as (
    delete from quad_events.unplaced using oldest where unplaced.id = oldest.id returning unplaced.*
  ),
  written as (
    insert into quad_events.placed (position, stream, version)
    select (select coalesce(max(position), 0) from quad_events.placed)
        + row_number() over (order by id, version), stream, version
    from taken, generate_series(version_first, version_last) as version
  )
  select count(*) into found_count from taken;
  return found_count = batch_max;
end $$;

-- Reads a stream that is archived.
create function read_archived(
  in stream_name text,
  in after_version integer,
  in to_version integer,
  in until timestamptz,
  in count_max integer
) returns setof quad_events.event language sql stable as $$
  select event.* from quad_events.archived_event as event
  join quad_events.stream on stream.id = event.stream
  where stream.name = stream_name and event.version > after_version
    and event.version <= to_version and event.recorded_at <= until
  order by event.version limit count_max
$$;
