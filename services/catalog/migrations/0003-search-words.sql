-- additive
-- By which rules the words of a book were made: those of older rules are made anew at the start.
alter table book add column words_version smallint not null default 0;

-- The name of a file says nothing about its rows; a supplier's name does.
update book set source = null where source not like 'sample/books.csv#%';
