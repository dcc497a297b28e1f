-- 各課の送り先。The shared mailbox of each division; belongs to the town, not to a pack.
create table mailbox (
    town_id  int  not null references town,
    division text not null,
    address  text not null,
    primary key (town_id, division)
);

select town_table('mailbox');
