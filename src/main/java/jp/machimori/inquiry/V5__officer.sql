-- 文書番号。As the town's document system gave it to the covering letter.
alter table inquiry add column letter_number text not null default '';

-- 送れなかった督促。When a reminder could not be made; null again once one goes out.
alter table inquiry_invitation add column failed_at timestamptz;

-- 回答した人の名前を残す年数。Of the town; three where it says nothing.
create table inquiry_retention (
    town_id int not null references town,
    years   int not null check (years between 1 and 30),
    primary key (town_id)
);

-- 各課の送り先。Other modules write to divisions too: the mailboxes are the post's from now on.
insert into mailbox (town_id, division, address) select town_id, division, address from division_mailbox;
drop table division_mailbox;

select town_table('inquiry_retention');
