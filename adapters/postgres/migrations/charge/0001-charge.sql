-- additive
-- One row a real capture: what the provider itself believes it took.
create table capture (
  capture_id uuid primary key,
  idempotency_key text not null,
  -- Which call with this key took it: one call takes money once at most.
  call integer not null,
  reference text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  captured_at timestamptz not null,
  unique (idempotency_key, call)
);

create index capture_reference on capture (reference, captured_at);

-- What is known of an idempotency key: what was asked first, how often, and the outcome.
create table charge (
  idempotency_key text primary key,
  reference text not null,
  amount bigint not null,
  currency text not null,
  payment_token text not null,
  calls integer not null,
  -- Set once it is captured.
  capture_id uuid references capture,
  -- Set once it is declined.
  declined_for text
);
