-- additive
-- A coordinator is alive until its lease ends; what it owns is then for others to take.
create table quad_saga.coordinator (
  id text primary key,
  lease_until timestamptz not null
);

-- A row a saga, written once when it begins, once for each step that is done, and whenever it
-- turns. Room on the page: a step changes no indexed column, so its new version stays beside the
-- old one and no index is touched.
create table quad_saga.saga (
  -- In the order of bytes, as the lists page by it.
  id text collate "C" primary key,
  name text not null,
  version integer not null,
  input json not null,
  status text not null
    check (status in ('running', 'compensating', 'done', 'compensated', 'parked')),
  reason text,
  -- What is known of each step that was begun; see StepState of the port.
  steps json not null,
  -- A coordinator, or null while nobody works on it.
  owner text,
  -- Grows with every claim: a writer that knows a former one changes nothing.
  epoch integer not null default 1,
  -- When it goes on, if nobody owns it and it has not come to rest.
  due_at timestamptz not null default now(),
  begun_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- When it was done or compensated: from then on it is kept for a while, then deleted.
  ended_at timestamptz
) with (fillfactor = 50);

create index saga_status on quad_saga.saga (status, id);
create index saga_due on quad_saga.saga (due_at)
  where owner is null and status in ('running', 'compensating');
create index saga_owner on quad_saga.saga (owner) where owner is not null;
create index saga_ended on quad_saga.saga (ended_at) where ended_at is not null;
