-- 照会文のひな形。The town's own template of the covering letter, as its pack has it.
create table inquiry_letter (
    town_id int   not null references town,
    content bytea not null,
    primary key (town_id)
);

-- 既存のブックの取り込み。What was read of a workbook that is being taken in, and how its columns are understood; gone when it is done.
create table inquiry_takeover (
    town_id  int         not null references town,
    inquiry  uuid        not null,
    content  jsonb       not null,
    mapping  jsonb       not null,
    at       timestamptz not null,
    primary key (town_id, inquiry),
    foreign key (town_id, inquiry) references inquiry
);

-- 取り込み方の覚え。How the columns of a plan's workbook were understood last time, by the words of their heads.
create table inquiry_takeover_memory (
    town_id int   not null references town,
    plan    text  not null,
    heads   jsonb not null,
    primary key (town_id, plan)
);

select town_table('inquiry_letter'), town_table('inquiry_takeover'), town_table('inquiry_takeover_memory');
