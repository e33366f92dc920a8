-- additive
create table book (
  id uuid primary key,
  title text not null,
  authors text[] not null,
  isbn char(13),
  amount integer not null check (amount >= 0),
  currency char(3) not null,
  year integer,
  language text,
  description text,
  -- Copied from what inventory says; null until it has said something.
  stock integer,
  stock_version integer not null default 0,
  version integer not null default 1,
  -- The row of a file that brought the book in; recognises it where there is no ISBN.
  source text,
  -- For sorting and searching: the title and all words, without case and accents.
  title_key text collate "C" not null,
  words tsvector not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz
);

-- A removed book keeps its row for the orders that name it, and gives its ISBN back.
create unique index book_isbn on book (isbn) where removed_at is null;
create unique index book_source on book (source) where removed_at is null;
create index book_words on book using gin (words);

-- One index for each order in which the list is paged; newest first is the primary key.
create index book_by_title on book (title_key, id) where removed_at is null;
create index book_by_price on book (currency, amount, id) where removed_at is null;

create index book_without_stock on book (id) where stock is null and removed_at is null;
