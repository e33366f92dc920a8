-- additive
-- The copies of each book. The checks are the last guard against selling what is not there.
create table stock_item (
  book_id uuid primary key,
  on_hand integer not null check (on_hand >= 0),
  reserved integer not null check (reserved >= 0),
  sold integer not null check (sold >= 0),
  version integer not null,
  updated_at timestamptz not null,
  check (reserved <= on_hand)
);

-- What became of the copies of an order, in one row: who ends a hold, ends it for all its books.
create table hold (
  order_id uuid primary key,
  state text not null check (state in ('reserved', 'sold', 'released', 'expired')),
  -- [{bookId, quantity}]; none for an order that was ended before its copies were set aside.
  lines jsonb not null,
  -- Null when the copies stay set aside until somebody decides.
  expires_at timestamptz,
  updated_at timestamptz not null
);

create index hold_due on hold (expires_at) where state = 'reserved';

-- The copies of sold orders that came back: one row a return, which is what makes it happen once.
create table taken_back (
  return_id uuid primary key,
  order_id uuid not null references hold (order_id),
  -- [{bookId, quantity}], each book once, by book.
  lines jsonb not null,
  taken_at timestamptz not null
);

create index taken_back_of_order on taken_back (order_id);
