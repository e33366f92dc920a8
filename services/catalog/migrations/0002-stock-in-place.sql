-- additive
-- Every sale changes the stock of a book. The new version of the row stays on its page, and no
-- index is written to, as long as no index says anything about stock.
drop index book_without_stock;
alter table book set (fillfactor = 90);

-- In the order of bytes, so that the books of a file are found by the beginning of their source.
alter table book alter column source type text collate "C";
