-- 評価の尺度。What the pack says; no row: the standard one.
create table evaluation_scale (
    town_id int   not null references town,
    key     text  not null,
    content jsonb not null,
    primary key (town_id, key)
);

-- 評価。Every version of every evaluation; the newest counts. Nobody changes or removes one.
create table evaluation (
    town_id  int         not null references town,
    plan     text        not null,
    year     int         not null,
    rates    text        not null check (rates in ('measures', 'programmes', 'indicators')),
    subject  text        not null,
    version  int         not null,
    division text        not null,
    mark     text        not null,
    comment  text        not null,
    next     text        not null,
    reason   text,
    by_id    uuid        not null,
    by_name  text        not null,
    at       timestamptz not null,
    primary key (town_id, plan, year, rates, subject, version)
);
create index evaluation_subject on evaluation (town_id, rates, subject, year desc, version desc);

-- 確定した年度。With everything that the evaluations were based on, as it was on that day.
create table evaluation_closing (
    town_id int         not null references town,
    plan    text        not null,
    year    int         not null,
    sheet   jsonb       not null,
    by_name text        not null,
    at      timestamptz not null,
    primary key (town_id, plan, year)
);

select town_table('evaluation_scale'), town_table('evaluation'), town_table('evaluation_closing');
