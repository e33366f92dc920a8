-- additive
-- A note lives for milliseconds in a table of a few pages: to look through it costs less than an
-- index entry for each append, 64 bytes of WAL.
alter table unplaced drop constraint unplaced_pkey;
