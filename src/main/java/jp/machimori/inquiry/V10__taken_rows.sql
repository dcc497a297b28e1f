-- 取り込み方の覚え。Which sheet and which row of heads it was, and which question was chosen by hand for which row.
alter table inquiry_takeover_memory add column sheet text, add column head int not null default 0, add column rows jsonb not null default '[]';
