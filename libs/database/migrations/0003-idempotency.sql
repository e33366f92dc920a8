-- additive
-- What was answered to a request with an idempotency key, so that a repeated one is answered
-- the same. Status and body are empty only inside the transaction that does the work.
create table quad_idempotency (
  scope text not null,
  key text not null,
  fingerprint text not null,
  status integer,
  body json,
  created_at timestamptz not null default now(),
  primary key (scope, key)
) with (autovacuum_vacuum_scale_factor = 0.05);

create index on quad_idempotency using brin (created_at);
