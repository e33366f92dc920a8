-- additive
-- One payment an order, known from the moment the order is placed.
create table payment (
  id uuid primary key,
  order_id uuid not null unique,
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  payment_token text not null,
  -- How whoever wants to know hears what came of it: an event, or the answer to a call.
  told_by text not null check (told_by in ('event', 'answer')),
  -- void: the order was refunded before anything was taken, so nothing is taken any more.
  status text not null
    check (status in ('expected', 'void', 'charging', 'received', 'declined', 'refunded')),
  reason text,
  capture_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'declined') = (reason is not null))
);

-- The list shows what was asked of the provider, newest first.
create index payment_asked on payment (id) where status not in ('expected', 'void');

-- What is given back for an order: on record before the provider is asked.
create table refund (
  -- The provider's idempotency key: the id of the return, or of the payment for all that was left.
  id uuid primary key,
  order_id uuid not null,
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  -- refused: more than was left. failed: the provider does not, so a person has to.
  status text not null check (status in ('asked', 'refunded', 'failed', 'refused')),
  reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'failed') = (reason is not null))
);

create index refund_of_order on refund (order_id, created_at);
