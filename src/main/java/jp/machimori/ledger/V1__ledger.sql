-- 記録の種類。Every version of every form; entries keep the version they were written with.
create table form (
    town_id    int   not null references town,
    key        text  not null,
    version    int   not null,
    ord        int   not null,
    current    boolean not null,
    definition jsonb not null,
    primary key (town_id, key, version)
);
create unique index form_current on form (town_id, key) where current;

-- 記録。One row an entry, as it stands now; what it was before stands in entry_version.
create table entry (
    town_id      int         not null,
    id           uuid        not null,
    form         text        not null,
    form_version int         not null,
    version      int         not null default 1,
    on_day       date        not null,
    area         text        not null default '',
    visibility   smallint    not null,
    withdrawn    boolean     not null default false,
    content      jsonb       not null,
    grams        text[]      not null default '{}',
    by_id        uuid,
    by_name      text        not null,
    at           timestamptz not null,
    primary key (town_id, id)
);
create index entry_by_day on entry (town_id, form, on_day desc, id);
create index entry_grams on entry using gin (grams);

-- 記録の前の版。Nothing is overwritten: what a correction or withdrawal replaced.
create table entry_version (
    town_id      int         not null,
    id           uuid        not null,
    version      int         not null,
    form_version int         not null,
    withdrawn    boolean     not null,
    content      jsonb       not null,
    by_id        uuid,
    by_name      text        not null,
    at           timestamptz not null,
    reason       text,
    primary key (town_id, id, version)
);

-- 集計。What each tally is, and the sum of its signed changes by day.
create table tally (
    town_id    int   not null references town,
    key        text  not null,
    kind       text  not null check (kind in ('flow', 'distinct', 'stock')),
    definition jsonb not null,
    primary key (town_id, key)
);

create table tally_day (
    town_id    int      not null,
    tally      text     not null,
    on_day     date     not null,
    visibility smallint not null,
    area       text     not null,
    amount     numeric  not null,
    entries    bigint   not null,
    primary key (town_id, tally, on_day, visibility, area)
);

create table tally_link (
    town_id     int      not null,
    tally       text     not null,
    fiscal_year int      not null,
    visibility  smallint not null,
    link        text     not null,
    refs        bigint   not null,
    primary key (town_id, tally, fiscal_year, visibility, link)
);

select town_table('form'), town_table('entry'), town_table('entry_version'), town_table('tally'),
       town_table('tally_day'), town_table('tally_link');

-- Row-level security keeps @> and ->> from using indexes, so lists and search read this view with the owner's rights;
-- it shows the current town only (docs/adr/0002).
create view ledger_entry as select * from entry where town_id = current_town();
grant select on ledger_entry to machimori_app;
