-- ブックから取り込んだ前の年。Which of last year's words come from a workbook: their numbers are read, and the page says where they are from.
alter table inquiry_question add column taken text[] not null default '{}' check (taken <@ array['result', 'plan']);
