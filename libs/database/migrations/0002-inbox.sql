-- additive
-- Events that had their effect in this database, so that a repeated one has it only once.
create table quad_inbox (
  event_id uuid primary key,
  processed_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0.05);

-- For pruning by age. Rows come in order of time: a BRIN index is a few pages and costs nothing
-- to write.
create index on quad_inbox using brin (processed_at);
