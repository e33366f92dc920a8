-- What inventory keeps, and the fence: the highest token of a lock under which a row was changed.
create table locked_stock (
  book_id uuid primary key,
  on_hand integer not null,
  reserved integer not null check (reserved <= on_hand),
  fence bigint not null default 0
);

create table locked_hold (
  order_id uuid primary key,
  book_id uuid not null,
  quantity integer not null,
  expires_at timestamptz not null
);
