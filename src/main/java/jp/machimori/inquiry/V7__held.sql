-- 照会した計画の控え。The plan of an inquiry as it was when its questions were made.
create table inquiry_plan (
    town_id int   not null references town,
    inquiry uuid  not null,
    content jsonb not null,
    primary key (town_id, inquiry),
    foreign key (town_id, inquiry) references inquiry
);

-- 採った数。Which number counts where divisions report different ones of one line.
create table inquiry_settlement (
    town_id   int         not null references town,
    inquiry   uuid        not null,
    half      text        not null check (half in ('result', 'plan')),
    line      text        not null,
    period    text        not null,
    question  uuid,
    reason    text        not null,
    seen      text        not null,
    by_name   text        not null,
    at        timestamptz not null,
    primary key (town_id, inquiry, half, line, period),
    foreign key (town_id, inquiry) references inquiry
);
comment on column inquiry_settlement.question is 'whose number counts; null: all of them together, as a sum';
comment on column inquiry_settlement.seen is 'what each had reported when this was decided: other numbers have to be decided anew';

select town_table('inquiry_plan'), town_table('inquiry_settlement');
