-- 知らせた意見。The last reception number that the responsible division was told of by mail, and when.
alter table consultation add column told int not null default 0;
alter table consultation add column told_on date;
update consultation set told = letters;
