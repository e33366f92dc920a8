-- contracting: versions that expect every step to say its counters
-- The steps are written whole with each step that is done: a counter that is zero is left out. The
-- WAL of an update is what lies between the first and the last change in the row, so the steps are
-- the last column, behind all that stays as it is.
alter table quad_saga.saga add column steps_last json;
update quad_saga.saga set steps_last = steps;
alter table quad_saga.saga drop column steps;
alter table quad_saga.saga rename column steps_last to steps;
alter table quad_saga.saga alter column steps set not null;

-- Nearly all sagas are done, and those are found by their key: what ends well leaves this index.
drop index quad_saga.saga_status;
create index saga_status on quad_saga.saga (status, id) where status <> 'done';
