-- 照会文のひな形。The town's own template of the covering letter, as its pack has it.
create table inquiry_letter (
    town_id int   not null references town,
    content bytea not null,
    primary key (town_id)
);

select town_table('inquiry_letter');
