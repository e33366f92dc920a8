-- additive
-- All that members ask before they work, in one round trip: once everything that is committed has
-- its position, where these subscriptions are and where the history ends. While more is left to
-- place there is no answer yet. Like `place` it must run on its own under READ COMMITTED. First the
-- checkpoints: the head never goes back.
create function look(
  in batch_max integer, in names text[], out more boolean, out positions bigint[], out head bigint
) language plpgsql as $$
begin
  more := quad_events.place(batch_max);
  if more then return; end if;
  select array_agg(coalesce(checkpoint.position, 0) order by nth) into positions
  from unnest(names) with ordinality as wanted (name, nth)
  left join quad_events.checkpoint on checkpoint.name = wanted.name;
  select coalesce(max(position), 0) into head from quad_events.placed;
end $$;
