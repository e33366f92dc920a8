-- contracting: versions that expect whole events in body
-- Of a body that is an event, what the columns beside it say, or all events say alike, is left out:
-- body is then its data. Null for any other body, which is stored whole.
alter table message
  add column event_version integer,
  add column event_time timestamptz;

alter table held_message
  add column event_version integer,
  add column event_time timestamptz;
