-- additive
-- A notice is gone a moment after it was written: the few that wait are sorted when they are read.
drop index notice_due;
