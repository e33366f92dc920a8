-- additive
-- Events of committed transactions that the relay has still to publish, and nothing else:
-- what is published is deleted.
create table quad_outbox (
  -- Within one key the order of ids is the order of commits: see src/write-outbox.ts.
  id bigint generated always as identity primary key,
  event json not null,
  headers json not null
) with (
  -- The table is filled and emptied all the time: vacuum by count, not by share.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1
);
