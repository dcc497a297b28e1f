-- 職員のアカウント。One town each; the name is what is typed to sign in.
create table account (
    town_id       int         not null references town,
    id            uuid        not null,
    name          text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    display_name  text        not null check (length(display_name) between 1 and 60),
    password      text        not null,
    one_time      boolean     not null,
    password_at   timestamptz not null,
    roles         text[]      not null check (cardinality(roles) > 0 and roles <@ array['staff', 'administrator']),
    divisions     text[]      not null,
    active        boolean     not null default true,
    stamp         int         not null default 0,
    signed_in_at  timestamptz,
    demonstration boolean     not null default false,
    primary key (town_id, id),
    unique (town_id, name)
);
comment on column account.one_time is 'made by somebody else: must be replaced at the first sign-in, and soon';
comment on column account.demonstration is 'signs in only while the deployment is a demonstration';
comment on column account.stamp is 'rises when sessions must end: new password, deactivation';

-- 運用者。Who runs the deployment; of no town, and sees of each town what the public sees.
create table operator (
    id            uuid        primary key,
    name          text        not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    password      text        not null,
    one_time      boolean     not null,
    password_at   timestamptz not null,
    active        boolean     not null default true,
    stamp         int         not null default 0,
    demonstration boolean     not null default false
);

-- サインインの失敗。Of no town, so that an address is counted once for all; names are kept as digests only.
create table sign_in_attempt (
    subject  text        primary key,
    failures int         not null,
    last     timestamptz not null,
    until    timestamptz
);

-- 操作の記録。Written and read, never changed.
create table audit (
    town_id int         not null references town,
    id      bigint      generated always as identity,
    at      timestamptz not null,
    who_id  uuid,
    who     text,
    what    text        not null,
    subject text        not null,
    detail  jsonb       not null,
    primary key (town_id, id)
);
revoke update, delete, truncate on audit from machimori_app;

create table operator_audit (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null,
    who     text,
    what    text        not null,
    subject text        not null
);
revoke update, delete, truncate on operator_audit from machimori_app;

select town_table('account'), town_table('audit');
