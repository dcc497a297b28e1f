-- 報告書。What was frozen stands in it byte for byte; only whether it is published changes.
create table report (
    town_id      int         not null references town,
    number       int         not null check (number > 0),
    year         text        not null,
    first        int         not null,
    edition      int         not null check (edition > 0),
    reason       text        check (length(reason) between 1 and 2000),
    title        text        not null,
    snapshot     bytea       not null,
    sha256       text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    made_at      timestamptz not null,
    made_by      text,
    published_at timestamptz,
    primary key (town_id, number),
    unique (town_id, first, edition),
    foreign key (town_id, first) references report (town_id, number),
    check ((edition = 1) = (first = number) and (edition = 1) = (reason is null))
);
comment on column report.first is 'number of its first edition';
comment on column report.snapshot is 'canonical JSON in UTF-8';
comment on column report.sha256 is 'of the snapshot';
revoke update, delete, truncate on report from machimori_app;
grant update (published_at) on report to machimori_app;

-- できあがったファイル。Kept from the first time it is made: the council's paper does not change with the program.
create table report_file (
    town_id int         not null references town,
    number  int         not null,
    format  text        not null check (format in ('pdf', 'docx', 'xlsx', 'csv', 'json')),
    size    int         not null,
    sha256  text        not null,
    made_at timestamptz not null,
    primary key (town_id, number, format),
    foreign key (town_id, number) references report
);

create table report_file_part (
    town_id int   not null references town,
    number  int   not null,
    format  text  not null,
    part    int   not null,
    bytes   bytea not null,
    primary key (town_id, number, format, part),
    foreign key (town_id, number, format) references report_file
);
revoke update, delete, truncate on report_file, report_file_part from machimori_app;

select town_table('report'), town_table('report_file'), town_table('report_file_part');
