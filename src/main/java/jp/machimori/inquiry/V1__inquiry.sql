-- 照会の定め。What the pack says of questions beyond the plan.
create table inquiry_ask (
    town_id int   not null references town,
    key     text  not null,
    ord     int   not null,
    content jsonb not null,
    primary key (town_id, key)
);

-- 報告書の見出し。The heads of the report's columns in the town's spelling.
create table inquiry_heads (
    town_id int    not null references town,
    key     text   not null,
    texts   text[] not null,
    primary key (town_id, key)
);

-- 照会。One yearly question to all divisions.
create table inquiry (
    town_id      int         not null references town,
    id           uuid        not null,
    year         int         not null,
    plan         text        not null,
    division     text        not null,
    title        text        not null,
    deadline     date        not null,
    share        int         not null check (share between 1 and 1000),
    approval     boolean     not null,
    state        text        not null check (state in ('draft', 'open', 'closed')),
    letter_date  date,
    opened_at    timestamptz,
    closed_at    timestamptz,
    primary key (town_id, id),
    unique (town_id, year, plan)
);

-- 問い。One measure and the division that is asked for it.
create table inquiry_question (
    town_id     int    not null references town,
    id          uuid   not null,
    inquiry     uuid   not null,
    ord         int    not null,
    node        text   not null,
    parties     text[] not null,
    asked       text   not null,
    slots       jsonb  not null,
    draft       text   not null,
    draft_plan  text   not null,
    last        text   not null,
    last_plan   text   not null,
    stand       text   not null check (stand in ('waiting', 'answered', 'returned', 'accepted')),
    remark      text,
    version     int    not null default 0,
    counted     int,
    primary key (town_id, id),
    foreign key (town_id, inquiry) references inquiry
);
create index inquiry_question_asked on inquiry_question (town_id, inquiry, asked, ord);

-- 回答。Every version of every answer.
create table inquiry_answer (
    town_id     int         not null references town,
    question    uuid        not null,
    version     int         not null,
    result      text        not null check (result in ('told', 'none', 'not-applicable', 'not-yet')),
    result_text text        not null,
    plan        text        not null check (plan in ('told', 'none', 'not-applicable', 'not-yet')),
    plan_text   text        not null,
    results     jsonb       not null,
    plans       jsonb       not null,
    by_name     text        not null,
    by_section  text        not null,
    by_phone    text        not null,
    by_checker  text        not null,
    via         text        not null check (via in ('link', 'account', 'workbook')),
    at          timestamptz not null,
    late        boolean     not null,
    reason      text,
    primary key (town_id, question, version),
    foreign key (town_id, question) references inquiry_question
);

-- 依頼。What was asked of one division, who answers there, and who approved.
create table inquiry_invitation (
    town_id     int         not null references town,
    inquiry     uuid        not null,
    division    text        not null,
    sent_at     timestamptz,
    reminded_at timestamptz,
    opened_at   timestamptz,
    by_name     text        not null default '',
    by_section  text        not null default '',
    by_phone    text        not null default '',
    by_checker  text        not null default '',
    approved_by text,
    approved_at timestamptz,
    primary key (town_id, inquiry, division),
    foreign key (town_id, inquiry) references inquiry
);

-- 回答用のリンク。The hash of what a link holds; the link itself is in the mail only.
create table inquiry_link (
    town_id    int         not null references town,
    hash       text        not null,
    inquiry    uuid        not null,
    division   text        not null,
    expires_at timestamptz not null,
    primary key (town_id, hash),
    foreign key (town_id, inquiry) references inquiry
);

-- 送り先。The shared mailbox of each division; belongs to the town, not to a pack.
create table division_mailbox (
    town_id  int  not null references town,
    division text not null,
    address  text not null,
    primary key (town_id, division)
);

select town_table('inquiry_ask'), town_table('inquiry_heads'), town_table('inquiry'), town_table('inquiry_question'), town_table('inquiry_answer'),
       town_table('inquiry_invitation'), town_table('inquiry_link'), town_table('division_mailbox');
