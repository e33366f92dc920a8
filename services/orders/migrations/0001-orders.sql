-- What orders knows of the catalogue: enough to price an order while the catalogue is down.
create table sellable_book (
  book_id uuid primary key,
  title text not null,
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  version integer not null,
  removed boolean not null default false
);

create table customer_order (
  id uuid primary key,
  status text not null check (status in ('pending', 'confirmed', 'cancelled')),
  reason text check (reason in ('out_of_stock', 'payment_declined')),
  lines jsonb not null,
  total_amount integer not null check (total_amount >= 0),
  currency char(3) not null,
  customer_name text not null,
  customer_email text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((status = 'cancelled') = (reason is not null))
);

-- What happened to an order, said by whom; each kind of event happens to an order once.
create table order_timeline (
  order_id uuid not null references customer_order (id),
  event text not null,
  source text not null,
  at timestamptz not null,
  details jsonb not null,
  position integer generated always as identity,
  primary key (order_id, event)
);
