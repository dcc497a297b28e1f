-- 書きかけ。What somebody typed into the boxes of a question and did not send yet; gone when it is sent.
-- Whatever is typed next has another id; the sheet is the opened page on which it was typed.
create table inquiry_jotting (
    town_id  int         not null references town,
    question uuid        not null,
    id       uuid        not null,
    sheet    uuid        not null,
    version  int         not null,
    result   jsonb       not null,
    plan     jsonb       not null,
    by_name  text        not null,
    at       timestamptz not null,
    primary key (town_id, question),
    foreign key (town_id, question) references inquiry_question
);

select town_table('inquiry_jotting');
