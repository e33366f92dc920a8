-- additive
-- Outcomes can come late: then what is decided already shows only from this instant on. A capture
-- says the same with captured_at.
alter table charge add column decided_at timestamptz;

-- One row a real refund.
create table refund (
  refund_id uuid primary key,
  capture_id uuid not null references capture,
  amount bigint not null check (amount > 0),
  refunded_at timestamptz not null,
  -- In which order refunds of the same instant were made.
  position bigint generated always as identity
);

create index refund_capture on refund (capture_id);

-- What is known of a refund's idempotency key, as `charge` says of a capture's.
create table refund_key (
  idempotency_key text primary key,
  capture_id uuid not null references capture,
  -- Null when all that was left was asked for.
  amount bigint,
  reason text,
  calls integer not null,
  -- Set once it is given back.
  refund_id uuid references refund
);

-- What the provider has yet to tell, one row for each time that it will; gone when it was taken.
create table notice (
  queue_id bigint generated always as identity primary key,
  body text not null,
  due_at timestamptz not null
);

create index notice_due on notice (due_at, queue_id);
