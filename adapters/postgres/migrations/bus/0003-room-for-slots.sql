-- additive
-- A page is cleaned up whenever less of it is free than the fill factor leaves: with rows that fill
-- their share of it, at every access, and each time is a record in the WAL. So pages may fill up,
-- and the slots of a new group are spread by rows that are gone again before anybody sees them.
alter table group_slot set (fillfactor = 90);

-- Adds the slots that a group does not have yet; a few milliseconds, once for each group.
create function add_slots(name text, slots integer) returns void language plpgsql as $$
begin
  if (select count(*) from group_slot where group_name = name) = slots then return; end if;
  insert into group_slot (group_name, slot)
  select name, slot from generate_series(0, slots * 5 - 1) as slot
  on conflict do nothing;
  delete from group_slot where group_name = name and slot >= slots;
end $$;
