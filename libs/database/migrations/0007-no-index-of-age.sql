-- additive
-- Each insert into a range of pages that a BRIN index knows is a record of 72 bytes in the WAL. The
-- oldest rows are the first in the table: pruning finds them at once, and reads it whole once an
-- hour.
drop index quad_inbox_processed_at_idx;
drop index quad_idempotency_created_at_idx;
