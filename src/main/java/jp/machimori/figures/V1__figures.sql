-- 系列。What the pack says of a series beyond its figures.
create table series (
    town_id  int   not null references town,
    key      text  not null,
    ord      int   not null,
    label    text,
    label_en text,
    about    text,
    about_en text,
    rules    jsonb not null default '{}',
    primary key (town_id, key)
);

-- 数値。Every version of every figure; a restated one stands beside the old.
create table figure (
    town_id         int         not null references town,
    id              uuid        not null,
    version         int         not null,
    current         boolean     not null,
    ord             int         not null,
    key             text        not null,
    dimension       text        not null,
    dimension_shown text        not null,
    nature          text        not null check (nature in ('actual', 'planned', 'baseline', 'target', 'budget')),
    period          text        not null,
    period_from     date,
    period_to       date,
    label           text        not null,
    label_en        text,
    form            text        not null,
    value           text        not null,
    number          numeric,
    unit            text        not null,
    status          text        check (status in ('preliminary', 'provisional', 'final')),
    sources         text[]      not null,
    note            text,
    loaded_at       timestamptz not null default now(),
    primary key (town_id, id, version)
);
create unique index figure_current on figure (town_id, key, dimension, period, nature, (form = 'words')) where current;
create index figure_page on figure (town_id, key, dimension, period, nature, id) where current;

select town_table('series'), town_table('figure');
