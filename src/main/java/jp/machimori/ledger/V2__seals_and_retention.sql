-- 封印の鍵。The one key of this deployment, known by a fingerprint: a lost or exchanged key file is noticed before it is used.
create table seal_key (
    one         boolean     primary key default true check (one),
    fingerprint text        not null,
    at          timestamptz not null default now()
);
revoke update, delete on seal_key from machimori_app;

-- 保存期間。When the personal fields of an entry were erased.
alter table entry add column erased_on date;
create or replace view ledger_entry as select * from entry where town_id = current_town();

-- Days are written again and again: room beside them keeps such a write off the index.
alter table tally_day set (fillfactor = 70);
alter table tally_link set (fillfactor = 70);
