create table plan (
    town_id  int    not null references town,
    key      text   not null,
    ord      int    not null,
    label    text   not null,
    label_en text,
    period   text   not null,
    about    text,
    about_en text,
    levels   text[] not null,
    primary key (town_id, key)
);

create table plan_node (
    town_id   int     not null references town,
    key       text    not null,
    ord       int     not null,
    plan      text    not null,
    parent    text,
    number    text,
    label     text    not null,
    label_en  text,
    about     text,
    about_en  text,
    tags      text[]  not null,
    sensitive boolean not null,
    divisions text[]  not null,
    primary key (town_id, key)
);

create table programme (
    town_id      int     not null references town,
    key          text    not null,
    ord          int     not null,
    node         text    not null,
    path         text    not null,
    label        text    not null,
    label_en     text,
    about        text,
    about_en     text,
    divisions    text[]  not null,
    tags         text[]  not null,
    sensitive    boolean not null,
    sources      text[]  not null,
    quantities   text[]  not null,
    apply_who    text,
    apply_who_en text,
    apply_how    text,
    apply_how_en text,
    home         text    not null check (home in ('form', 'option', 'answer', 'series', 'heading')),
    home_ref     text,
    home_planned boolean not null,
    primary key (town_id, key)
);

create table indicator (
    town_id              int     not null references town,
    key                  text    not null,
    ord                  int     not null,
    node                 text    not null,
    label                text    not null,
    label_en             text,
    kind                 text    not null,
    programmes           text[]  not null,
    unit                 text    not null,
    better               text    not null,
    basis                text    not null,
    figure               text    not null,
    dimension            text    not null,
    cumulative           boolean not null,
    sense                text,
    comparator_figure    text,
    comparator_dimension text,
    source               text    not null check (source in ('ledger', 'series', 'survey', 'answer')),
    tally                text,
    counted              text,
    since                date,
    opening_value        numeric,
    opening_on           date,
    opening_document     text,
    opening_line         int,
    opening_note         text,
    opening_note_en      text,
    question             text,
    division             text,
    note                 text,
    note_en              text,
    primary key (town_id, key)
);

-- 目標の変更。When a target was changed after an evaluation, and why.
create table indicator_change (
    town_id   int  not null,
    indicator text not null,
    ord       int  not null,
    period    text not null,
    reason    text not null,
    reason_en text,
    primary key (town_id, indicator, ord),
    foreign key (town_id, indicator) references indicator (town_id, key) on delete cascade
);

select town_table('plan'), town_table('plan_node'), town_table('programme'), town_table('indicator'),
       town_table('indicator_change');
