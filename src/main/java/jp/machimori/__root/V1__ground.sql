-- The role of every application connection: it owns nothing and is bound by row-level security. A town that makes the
-- role itself grants it to the owner beforehand.
do $$
begin
    if not exists (select from pg_roles where rolname = 'machimori_app') then
        create role machimori_app nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
        execute format('grant machimori_app to %I', current_user);
    end if;
end
$$;

grant usage on schema public to machimori_app;
alter default privileges in schema public grant select, insert, update, delete on tables to machimori_app;
alter default privileges in schema public grant usage, select on sequences to machimori_app;

create function no_town_is_set() returns int language plpgsql stable parallel safe as $$
begin
    raise exception 'no town is set' using errcode = 'invalid_parameter_value',
        hint = 'work with the rows of a town belongs into a transaction begun while CurrentTown is bound';
end
$$;

-- The town of this transaction. One SQL expression, so that policies and index conditions take it in; it raises where
-- no town is set. (A setting made for one transaction leaves an empty text behind.)
create function current_town() returns int language sql stable parallel safe
    return coalesce(nullif(current_setting('machimori.town', true), '')::int, no_town_is_set());

-- Spring Session
create table spring_session (
    primary_id            char(36)     not null,
    session_id            char(36)     not null,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval int          not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100),
    constraint spring_session_pk primary key (primary_id)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36)     not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name),
    constraint spring_session_attributes_fk foreign key (session_primary_id)
        references spring_session (primary_id) on delete cascade
);
