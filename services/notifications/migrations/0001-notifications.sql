-- additive
-- The mails that were sent. Ids are UUIDv7, so they sort by time.
create table notification (
  id uuid primary key,
  order_id uuid not null,
  kind text not null check (
    kind in
      ('order_confirmed', 'order_cancelled', 'order_shipped', 'order_delivered', 'order_returned')
  ),
  -- Of an order that came back: which return.
  return_id uuid,
  to_name text not null,
  to_email text not null,
  subject text not null,
  body text not null,
  sent_at timestamptz not null,
  -- Each of these happens to an order once, each return is paid once: so it is told once.
  unique nulls not distinct (order_id, kind, return_id)
);
