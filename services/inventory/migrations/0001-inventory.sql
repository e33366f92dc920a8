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

-- What was set aside for an order, and what became of it.
create table reservation (
  order_id uuid not null,
  book_id uuid not null references stock_item (book_id),
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('reserved', 'sold', 'released')),
  primary key (order_id, book_id)
);
