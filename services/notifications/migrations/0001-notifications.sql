-- The mails that were sent. Ids are UUIDv7, so they sort by time.
create table notification (
  id uuid primary key,
  order_id uuid not null,
  kind text not null check (kind in ('order_confirmed', 'order_cancelled')),
  to_name text not null,
  to_email text not null,
  subject text not null,
  body text not null,
  sent_at timestamptz not null,
  -- An order ends once, so it is told once.
  unique (order_id)
);
