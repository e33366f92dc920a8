-- additive
-- The orders themselves are streams of events, which the event store keeps in its own schema.

-- What orders knows of the catalogue: enough to price an order while the catalogue is down.
create table sellable_book (
  book_id uuid primary key,
  title text not null,
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  version integer not null,
  removed boolean not null default false
);

-- Read models: what the streams come to, made from them alone and made again at any time.

-- An order as it stood after its first `version` events.
create table order_page (
  order_id uuid primary key,
  version integer not null,
  page jsonb not null
) with (fillfactor = 70);

create table order_list (
  order_id uuid primary key,
  status text not null,
  customer_name text not null,
  customer_email text not null,
  copies integer not null,
  total_amount integer not null,
  currency char(3) not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 80);
-- Ids are UUIDv7, so they sort by time.
create index order_list_by_status on order_list (status, order_id);
create index order_list_by_email on order_list (lower(customer_email), order_id);

create table sales_per_day (
  day date not null,
  currency char(3) not null,
  orders integer not null,
  copies integer not null,
  revenue bigint not null,
  refunds bigint not null,
  primary key (day, currency)
) with (fillfactor = 50);

-- One row an order; a customer is an e-mail address, in lower case.
create table customer_history (
  order_id uuid primary key,
  email text not null,
  currency char(3) not null,
  spent bigint not null,
  returned bigint not null,
  created_at timestamptz not null
) with (fillfactor = 80);
create index customer_history_by_email on customer_history (email);
