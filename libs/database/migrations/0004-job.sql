-- additive
-- The latest run of each job of a service, so that of several instances one does it.
create table quad_job (
  name text primary key,
  -- The instant of the schedule that the run is for.
  due_at timestamptz not null,
  holder uuid not null,
  -- Until when the holder is believed to be at work; null when it has ended.
  leased_until timestamptz
);
