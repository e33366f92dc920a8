-- contracting: versions that expect every step to say its counters
-- The steps are written whole with each step that is done: a counter that is zero is left out.

-- Nearly all sagas are done, and those are found by their key: what ends well leaves this index.
drop index quad_saga.saga_status;
create index saga_status on quad_saga.saga (status, id) where status <> 'done';
