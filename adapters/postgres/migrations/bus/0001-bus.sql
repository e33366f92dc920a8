-- additive
-- The log. Every message is stored once, whoever hears it; its key decides its slot.
-- A lock held until commit (see publish.ts) makes the order of positions the order of commits, so
-- a reader that has seen a position has seen every lower one.
create table message (
  slot smallint not null,
  position bigint generated always as identity,
  id text not null,
  topic text not null,
  key text not null,
  body json not null,
  headers json not null,
  -- Of the whole message as JSON: bounds what one claim may load.
  bytes integer not null,
  published_at timestamptz not null default now(),
  primary key (slot, position)
) with (
  -- Rows come once and go once, by the thousand: clean up and take statistics early.
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.05
);

create table consumer_group (
  name text primary key,
  -- Sorted. The latest registration wins: members with another list are given nothing.
  topics text[] not null,
  registered_at timestamptz not null default now()
);

-- How far a group has come in a slot, and which member works there now.
create table group_slot (
  group_name text not null references consumer_group,
  slot smallint not null,
  -- Everything up to here is handled, or waits in held_message.
  cursor bigint not null default 0,
  -- Names one claim. Whoever lost the slot carries a token that matches nothing any more.
  claim uuid,
  -- The session of the claimer, see listener.ts: when its lock is free, it is dead.
  owner integer,
  -- Kept after the release: the slot that was served longest ago is the next to be claimed.
  lease_until timestamptz not null default '-infinity',
  -- Owners that died in a row without giving the slot back.
  crashes smallint not null default 0,
  -- Messages still to be delivered one at a time, because a message here may kill its process.
  suspects smallint not null default 0,
  primary key (group_name, slot)
) with (
  -- A few rows, updated all the time: leave room for new versions in the page.
  fillfactor = 20,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 500
);

create sequence dead_letter_number;

-- A key whose oldest unhandled message failed, or takes long: it and all later ones wait in
-- held_message, and the slot goes on without them.
create table held_key (
  group_name text not null,
  slot smallint not null,
  key text not null,
  -- Of the oldest message.
  attempts integer not null,
  -- When the oldest may be tried again; while a member works on it, the end of its lease.
  due_at timestamptz not null,
  error text,
  -- As in group_slot, while a member works on it.
  claim uuid,
  owner integer,
  -- Set when the oldest message is a dead letter: its number, and when it died.
  dead bigint,
  died_at timestamptz,
  primary key (group_name, slot, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index held_key_alive on held_key (group_name, slot, due_at) where dead is null;
create unique index held_key_dead on held_key (dead) where dead is not null;

create table held_message (
  group_name text not null,
  slot smallint not null,
  key text not null,
  position bigint not null,
  id text not null,
  topic text not null,
  body json not null,
  headers json not null,
  bytes integer not null,
  primary key (group_name, slot, key, position)
) with (autovacuum_vacuum_scale_factor = 0.02);
