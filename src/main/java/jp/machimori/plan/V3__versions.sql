-- 計画の版。A plan that was made here from another one: the next plan, or a later version of the same after its mid-term review.
create table plan_version (
    town_id      int  not null references town,
    plan         text not null,
    number       int  not null check (number > 0),
    first        text not null,
    kind         text not null check (kind in ('next', 'review')),
    made_from    text not null,
    decided_on   date,
    reason       text,
    published_on date not null,
    primary key (town_id, plan),
    check ((kind = 'review') = (number > 1)),
    check (kind = 'next' or decided_on is not null and reason is not null)
);
comment on column plan_version.number is '第1版, 第2版 …';
comment on column plan_version.first is 'key of its first version';

-- 引き継ぎ。What a node or programme of a later plan came from.
create table plan_link (
    town_id  int  not null references town,
    plan     text not null,
    from_key text not null,
    to_key   text not null,
    kind     text not null check (kind in ('copied', 'moved', 'merged', 'split')),
    primary key (town_id, to_key, from_key)
);
comment on column plan_link.plan is 'the later plan';

-- Where an indicator stands in a later plan. The indicator itself exists once, in the first one.
create table plan_indicator (
    town_id   int  not null references town,
    plan      text not null,
    indicator text not null,
    node      text not null,
    primary key (town_id, plan, indicator)
);

-- The targets of a plan as they were when the one after it was begun.
create table plan_target (
    town_id   int  not null references town,
    plan      text not null,
    indicator text not null,
    period    text not null,
    form      text not null,
    value     text not null,
    unit      text not null,
    primary key (town_id, plan, indicator, period)
);

-- 計画案。A plan in the making. Nothing of it stands in the tables of plans before it is published.
create table plan_draft (
    town_id    int         not null references town,
    number     int         not null check (number > 0),
    key        text        not null,
    kind       text        not null check (kind in ('next', 'review')),
    made_from  text        not null,
    label      text        not null,
    label_en   text,
    period     text        not null,
    about      text,
    about_en   text,
    levels     text[]      not null,
    decided_on date,
    reason     text,
    state      text        not null default 'draft' check (state in ('draft', 'published', 'discarded')),
    edition    int         not null default 1,
    last_key   int         not null,
    made_at    timestamptz not null,
    made_by    text        not null,
    primary key (town_id, number),
    unique (town_id, key)
);
comment on column plan_draft.edition is 'grows with each change';
comment on column plan_draft.last_key is 'number of the last key made for it; keys are never used again';

create table plan_draft_row (
    town_id int   not null references town,
    draft   int   not null,
    key     text  not null,
    edition int   not null,
    content jsonb not null,
    primary key (town_id, draft, key),
    foreign key (town_id, draft) references plan_draft
);
comment on column plan_draft_row.edition is 'that of the draft when the row last changed';

-- 直した記録。Each change with the rows before and after it, so that it can be taken back.
create table plan_draft_change (
    town_id int         not null references town,
    draft   int         not null,
    number  int         not null,
    at      timestamptz not null,
    who_id  uuid        not null,
    who     text        not null,
    what    text        not null,
    subject text        not null,
    rows    jsonb       not null,
    undone  int,
    primary key (town_id, draft, number),
    foreign key (town_id, draft) references plan_draft
);
comment on column plan_draft_change.number is 'edition of the draft that it made';
comment on column plan_draft_change.undone is 'number of the change that took it back';
revoke update, delete, truncate on plan_draft_change from machimori_app;
grant update (undone) on plan_draft_change to machimori_app;

select town_table('plan_version'), town_table('plan_link'), town_table('plan_indicator'), town_table('plan_target'),
       town_table('plan_draft'), town_table('plan_draft_row'), town_table('plan_draft_change');
