-- 聞かない問い。What an officer left out of an inquiry, as it was drafted: taken back, it is asked as if it had never been out.
create table inquiry_omission (
    town_id  int   not null references town,
    inquiry  uuid  not null,
    ord      int   not null,
    node     text  not null,
    asked    text  not null,
    question jsonb not null,
    primary key (town_id, inquiry, ord),
    foreign key (town_id, inquiry) references inquiry
);
create index inquiry_omission_node on inquiry_omission (town_id, node);

-- 初めから聞かない見出し。The nodes of the plan that the pack says nobody is asked about, with all beneath them.
create table inquiry_leave_out (
    town_id int  not null references town,
    key     text not null,
    primary key (town_id, key)
);

select town_table('inquiry_omission'), town_table('inquiry_leave_out');
