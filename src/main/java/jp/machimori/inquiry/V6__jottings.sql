-- 書きかけ。What somebody typed into the boxes of a question and did not send yet; gone when it is sent.
create table inquiry_jotting (
    town_id  int         not null references town,
    question uuid        not null,
    version  int         not null,
    result   jsonb       not null,
    plan     jsonb       not null,
    by_name  text        not null,
    at       timestamptz not null,
    primary key (town_id, question),
    foreign key (town_id, question) references inquiry_question
);

select town_table('inquiry_jotting');
