-- Gives a table with a town_id to its towns: every row is seen and written by its own town only.
create function town_table(name text) returns void language plpgsql as $$
begin
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_town on %I using (town_id = current_town()) with check (town_id = current_town())', name);
end $$;
revoke execute on function town_table(text) from public;

-- 自治体。The list of towns belongs to no town: it is how a request finds its own.
create table town (
    id            int generated always as identity primary key,
    key           text not null unique check (key ~ '^[a-z][a-z0-9-]{1,40}$'),
    name          text not null,
    name_en       text,
    reading       text,
    kind          text not null check (kind in ('municipality', 'ward', 'prefecture')),
    code          text check (code ~ '^([0-9]{2}|[0-9]{5,6})$'),
    demonstration boolean not null default false,
    pack_digest   text
);

create table division (
    town_id       int  not null references town,
    key           text not null,
    ord           int  not null,
    name          text not null,
    name_en       text,
    reading       text,
    kind          text,
    from_year     text,
    until_year    text,
    successor     text,
    asked_through text,
    primary key (town_id, key)
);

create table area (
    town_id int  not null references town,
    system  text not null,
    key     text not null,
    ord     int  not null,
    name    text not null,
    name_en text,
    primary key (town_id, system, key)
);

create table source_document (
    town_id  int  not null references town,
    key      text not null,
    ord      int  not null,
    title    text not null,
    title_en text,
    date     text,
    note     text,
    primary key (town_id, key)
);

create table contact (
    town_id  int  not null references town,
    label    text not null,
    ord      int  not null,
    label_en text,
    phone    text not null,
    hours    text,
    about    text,
    about_en text,
    primary key (town_id, label)
);

-- パックが最後に言ったこと。What the pack said when it was last loaded, to tell its changes from edits made here.
create table pack_row (
    town_id int   not null references town,
    part    text  not null,
    key     text  not null,
    content jsonb not null,
    primary key (town_id, part, key)
);

select town_table('division'), town_table('area'), town_table('source_document'), town_table('contact'),
       town_table('pack_row');
