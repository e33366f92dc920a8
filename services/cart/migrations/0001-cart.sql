-- additive
-- What cart knows of books: what to show, and how many copies there are.
create table known_book (
  book_id uuid primary key,
  title text not null,
  authors text[] not null,
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  version integer not null,
  removed boolean not null default false,
  available integer,
  stock_version integer not null default 0
);

create table cart (
  id uuid primary key,
  expires_at timestamptz not null
);
create index cart_expiry on cart (expires_at);

-- A row a book, so that two tabs that add two books at once do not overwrite each other.
create table cart_item (
  cart_id uuid not null references cart (id) on delete cascade,
  book_id uuid not null references known_book (book_id),
  quantity integer not null check (quantity between 1 and 99),
  added_at timestamptz not null,
  primary key (cart_id, book_id)
);
