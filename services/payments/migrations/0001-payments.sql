-- One payment an order, known from the moment the order is placed.
create table payment (
  id uuid primary key,
  order_id uuid not null unique,
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  payment_token text not null,
  status text not null
    check (status in ('expected', 'charging', 'received', 'declined', 'refunded')),
  reason text,
  capture_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'declined') = (reason is not null))
);

-- The list shows what was asked of the provider, newest first.
create index payment_asked on payment (id) where status <> 'expected';
