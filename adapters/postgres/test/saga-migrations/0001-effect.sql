-- What participants have done, by idempotency key.
create table effect (
  key text primary key,
  calls integer not null
);
