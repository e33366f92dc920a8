-- contracting: versions that write and relay whole events
-- What an event says of its own, in columns; the rest of its envelope follows from that, and is
-- added when it is published. A row is half as wide as it was with the envelope in it.
alter table quad_outbox
  add column event_id uuid,
  add column type text,
  add column version integer,
  add column key text,
  add column emitted_at timestamptz,
  add column data json;

update quad_outbox set
  event_id = (event->>'id')::uuid,
  type = event->>'type',
  version = substring(event->>'dataschema' from '\d+$')::integer,
  key = event->>'subject',
  emitted_at = (event->>'time')::timestamptz,
  data = event->'data';

alter table quad_outbox
  drop column event,
  alter column event_id set not null,
  alter column type set not null,
  alter column version set not null,
  alter column key set not null,
  alter column emitted_at set not null,
  alter column data set not null;
