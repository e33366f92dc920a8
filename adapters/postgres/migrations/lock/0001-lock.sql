-- additive
-- One sequence for all names: a row of lock can be deleted, a token never comes back. Per name
-- tokens rise, for each is taken while the row is locked.
create sequence lock_token;
create sequence lock_ticket;

-- Every question about a name locks its row first, so that questions take turns.
create table lock (
  name text primary key,
  -- Of the holder; null while it is free.
  claim uuid,
  holder text,
  -- Once this is over, and while it is free: since when the first in the line may take it.
  expires_at timestamptz not null
) with (
  -- Few rows, updated all the time: leave room for new versions in the page.
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 500
);

-- The line for each name. Whoever waits knows its ticket and asks again: a crash of the server may
-- empty the table.
create unlogged table lock_waiter (
  claim uuid primary key,
  name text not null,
  ticket bigint not null,
  -- The process that waits.
  holder text not null
);

create index lock_waiter_line on lock_waiter (name, ticket);

-- Grants the lock, or answers why not: who has it, and after how many milliseconds to ask again.
-- The wall clock is read after the row is locked: now() would be from before the wait for it.
create function lock_ask(
  p_name text, p_claim uuid, p_holder text, p_lease_ms integer,
  p_waits boolean, p_ticket bigint, p_turn_ms integer,
  out token bigint, out busy_with text, out ask_again_ms integer, out ticket bigint
)
language plpgsql as $$
declare
  held lock;
  ahead lock_waiter;
  instant timestamptz;
begin
  loop
    select * into held from lock where name = p_name for update;
    exit when found;
    insert into lock (name, expires_at) values (p_name, '-infinity') on conflict do nothing;
  end loop;
  instant := clock_timestamp();

  if held.claim <> p_claim and held.expires_at > instant then
    busy_with := held.holder;
    ask_again_ms := ceil(extract(epoch from held.expires_at - instant) * 1000);
  elsif held.claim is distinct from p_claim then
    ahead := lock_first(p_name, p_claim, p_ticket);
    if ahead.claim is not null and held.expires_at + p_turn_ms * interval '1 ms' <= instant then
      -- It has missed its turn: its process is dead or paused. The next gets a turn as long.
      delete from lock_waiter where name = p_name and holder = ahead.holder;
      ahead := lock_first(p_name, p_claim, p_ticket);
      held.expires_at := instant;
      update lock set claim = null, holder = null, expires_at = instant where name = p_name;
      perform pg_notify('quad_lock', ahead.claim::text) where ahead.claim is not null;
    end if;
    if ahead.claim is not null then
      busy_with := ahead.holder;
      ask_again_ms := ceil(extract(epoch from held.expires_at - instant) * 1000) + p_turn_ms;
    end if;
  end if;

  if busy_with is null then
    delete from lock_waiter where claim = p_claim;
    update lock set claim = p_claim, holder = p_holder,
      expires_at = clock_timestamp() + p_lease_ms * interval '1 ms'
      where name = p_name;
    token := nextval('lock_token');
    return;
  end if;

  -- A place in the line that a crash takes back is asked for again: no need to wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  if p_waits then
    insert into lock_waiter (claim, name, ticket, holder)
      values (p_claim, p_name, coalesce(p_ticket, nextval('lock_ticket')), p_holder)
      on conflict (claim) do update set holder = excluded.holder
      returning lock_waiter.ticket into ticket;
  end if;
end $$;

-- Who is ahead of a claim in the line, and first; without a place in the line, anybody is ahead.
create function lock_first(p_name text, p_claim uuid, p_ticket bigint) returns lock_waiter
language sql as $$
  select waiter from lock_waiter waiter
  where waiter.name = p_name and waiter.claim <> p_claim
    and waiter.ticket < coalesce(
      p_ticket,
      (select own.ticket from lock_waiter own where own.claim = p_claim),
      9223372036854775807
    )
  order by waiter.ticket
  limit 1
$$;

-- Takes lock and place from this claim only, and calls the first in the line if the lock is free.
create function lock_release(p_name text, p_claim uuid) returns void
language plpgsql as $$
declare
  held lock;
  left_place bigint;
  was_next boolean;
  instant timestamptz;
begin
  -- A release that a crash takes back leaves a lease that nobody holds: it runs out.
  perform set_config('synchronous_commit', 'off', true);
  select * into held from lock where name = p_name for update;
  instant := clock_timestamp();
  delete from lock_waiter where claim = p_claim returning ticket into left_place;
  -- Others who leave must not give a dead one at the head another turn.
  was_next := left_place is not null
    and (held.claim is null or held.expires_at <= instant)
    and not exists (select from lock_waiter where name = p_name and ticket < left_place);
  if held.claim = p_claim or was_next then
    update lock set claim = null, holder = null, expires_at = instant where name = p_name;
    perform pg_notify('quad_lock', waiter.claim::text) from (
      select claim from lock_waiter where name = p_name order by ticket limit 1
    ) waiter;
  end if;
end $$;
