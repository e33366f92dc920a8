-- additive
-- How long a group has been without a member while somebody served the bus: a campus that stands
-- still forgets nobody.
alter table consumer_group
  add column absent interval not null default '0',
  add column counted_at timestamptz not null default now();
