-- 変わった目標。Targets that were changed in the application: what they were, when that was decided and why;
-- version is that of the figure that was the target before.
create table target_change (
    town_id    int         not null references town,
    indicator  text        not null,
    period     text        not null,
    version    int         not null,
    decided_on date        not null,
    unit       text        not null,
    old_form   text        not null,
    old_value  text        not null,
    new_form   text        not null,
    new_value  text        not null,
    reason     text        not null,
    by_id      uuid        not null,
    by_name    text        not null,
    at         timestamptz not null,
    primary key (town_id, indicator, period, version)
);

select town_table('target_change');
