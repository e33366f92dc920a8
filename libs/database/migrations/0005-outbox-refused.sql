-- additive
-- Events that the bus has refused as not valid: nothing would make it take them. Kept for a person
-- to look at; what was emitted after them has been published.
create table quad_outbox_refused (
  id bigint generated always as identity primary key,
  event json not null,
  headers json not null,
  reason text not null,
  refused_at timestamptz not null default now()
);
