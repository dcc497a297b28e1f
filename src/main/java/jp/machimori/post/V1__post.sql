-- 発送。Mail on its way out; what it says is gone once it is sent or withdrawn.
create table mail (
    town_id   int         not null references town,
    id        uuid        not null,
    about     text        not null,
    recipient text        not null,
    subject   text        not null,
    body      text,
    state     text        not null default 'waiting' check (state in ('waiting', 'sent', 'by-hand', 'given-up', 'withdrawn')),
    kept_at   timestamptz not null,
    due       timestamptz not null,
    tries     int         not null default 0,
    trouble   text,
    answer    text,
    ended_at  timestamptz,
    ended_by  text,
    primary key (town_id, id),
    check ((state = 'waiting') = (ended_at is null)),
    check (body is not null or state <> 'waiting'),
    check (body is null or state in ('waiting', 'given-up'))
);
comment on column mail.due is 'when it is tried next';
create index mail_due on mail (town_id, due) where state = 'waiting';
create index mail_about on mail (town_id, about);
create index mail_ended on mail (town_id, ended_at);

create table mail_attachment (
    town_id int   not null,
    mail_id uuid  not null,
    ord     int   not null,
    name    text  not null,
    type    text  not null,
    content bytea not null,
    primary key (town_id, mail_id, ord),
    foreign key (town_id, mail_id) references mail on delete cascade
);

select town_table('mail'), town_table('mail_attachment');
