-- 意見募集。A draft put before everybody for some days, and what the town answered.
create table consultation (
    town_id         int     not null references town,
    id              uuid    not null,
    title           text    not null check (length(title) between 1 and 200),
    about           text    not null,
    division        text    not null,
    first_day       date    not null,
    last_day        date    not null,
    short_reason    text,
    commenters      text    not null,
    where_to        text    not null,
    name_asked      text    not null check (name_asked in ('required', 'optional', 'none')),
    address_asked   text    not null check (address_asked in ('required', 'optional', 'none')),
    outcomes        text[]  not null check (cardinality(outcomes) > 0),
    retention_years int     not null check (retention_years between 1 and 30),
    published_from  date,
    result_on       date,
    result_words    text    not null default '',
    letters         int     not null default 0,
    version         int     not null default 1,
    primary key (town_id, id),
    check (last_day >= first_day)
);
comment on column consultation.letters is 'the last reception number given out';
comment on column consultation.retention_years is 'how long names and addresses are kept after the result';

-- 素案と確定した文章。
create table consultation_section (
    town_id         int  not null references town,
    consultation_id uuid not null,
    edition         text not null check (edition in ('draft', 'final')),
    number          int  not null check (number > 0),
    heading         text not null,
    body            text not null,
    primary key (town_id, consultation_id, edition, number),
    foreign key (town_id, consultation_id) references consultation
);

-- 添付。One file of the draft, as it was handed in.
create table consultation_file (
    town_id         int   not null references town,
    consultation_id uuid  not null,
    name            text  not null,
    type            text  not null check (type in ('pdf', 'docx')),
    content         bytea not null,
    primary key (town_id, consultation_id),
    foreign key (town_id, consultation_id) references consultation
);

-- 意見書。What one person sent at one time, in their words. Who it was stands in commenter alone.
create table public_comment (
    town_id         int         not null references town,
    id              uuid        not null,
    consultation_id uuid        not null,
    number          int         not null,
    channel         text        not null check (channel in ('hand', 'post', 'fax', 'mail', 'page')),
    received_on     date        not null,
    late_reason     text,
    section         int,
    body            text        not null,
    same_as         int,
    entered_at      timestamptz not null,
    entered_by      text,
    version         int         not null default 1,
    primary key (town_id, id),
    unique (town_id, consultation_id, number),
    foreign key (town_id, consultation_id) references consultation
);
comment on column public_comment.same_as is 'number of an earlier one by the same person';
comment on column public_comment.entered_by is 'the officer who typed it in; null when it came through the page';

-- 提出した人。Apart from what they wrote, so that nothing public can read it by oversight and it can end by itself.
create table commenter (
    town_id    int  not null references town,
    comment_id uuid not null,
    name       text not null,
    address    text not null,
    email      text not null,
    primary key (town_id, comment_id),
    foreign key (town_id, comment_id) references public_comment
);

-- 意見のまとめ。Opinions that say the same, and the town's view of them.
create table comment_topic (
    town_id         int  not null references town,
    id              uuid not null,
    consultation_id uuid not null,
    number          int  not null,
    section         int,
    gist            text not null,
    view            text not null default '',
    outcome         text not null default '',
    changed         boolean not null default false,
    changed_where   text not null default '',
    version         int  not null default 1,
    by              text not null,
    primary key (town_id, id),
    unique (town_id, consultation_id, number),
    foreign key (town_id, consultation_id) references consultation
);

-- 意見。One of those that a comment holds.
create table opinion (
    town_id    int  not null references town,
    id         uuid not null,
    comment_id uuid not null,
    number     int  not null,
    section    int,
    body       text not null,
    topic_id   uuid,
    aside      text check (aside in ('off-topic', 'abusive')),
    aside_reason text,
    primary key (town_id, id),
    unique (town_id, comment_id, number),
    foreign key (town_id, comment_id) references public_comment,
    foreign key (town_id, topic_id) references comment_topic,
    check (aside is null or (aside_reason is not null and topic_id is null))
);
create index opinion_by_topic on opinion (town_id, topic_id);

-- 送信の数。How many comments came from one network lately; its digest only, swept each night.
create table comment_sending (
    town_id int         not null references town,
    network text        not null,
    since   timestamptz not null,
    sent    int         not null,
    primary key (town_id, network)
);

select town_table('consultation'), town_table('consultation_section'), town_table('consultation_file'), town_table('public_comment'),
    town_table('commenter'), town_table('comment_topic'), town_table('opinion'), town_table('comment_sending');
