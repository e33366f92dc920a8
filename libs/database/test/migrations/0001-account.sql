create table account (id text primary key, balance integer not null check (balance >= 0));
