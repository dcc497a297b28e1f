-- 報告書の一画面。A report cut into parts that are read one at a time on the web; 0 is its contents. They follow from the snapshot.
create table report_leaf (
    town_id int   not null references town,
    number  int   not null,
    leaf    int   not null check (leaf >= 0),
    content bytea not null,
    primary key (town_id, number, leaf),
    foreign key (town_id, number) references report
);
revoke update, delete, truncate on report_leaf from machimori_app;

select town_table('report_leaf');
