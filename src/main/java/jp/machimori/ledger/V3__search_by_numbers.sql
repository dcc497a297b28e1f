-- Search: the pieces of texts become numbers, which an index takes in much faster. Each keeps its mark (p 1, s 2) and its
-- one or two characters, as Grams.java lays them out.
create function gram_numbers(grams text[]) returns bigint[] language sql immutable
    return (select coalesce(array_agg(((case left(gram, 1) when 'p' then 1 else 2 end)::bigint << 42)
                                      | (ascii(substr(gram, 2, 1))::bigint << 21)
                                      | case when length(gram) > 2 then ascii(substr(gram, 3, 1)) else 0 end), '{}')
              from unnest(grams) as gram);

drop view ledger_entry;
drop index entry_grams;
alter table entry alter column grams drop default;
alter table entry alter column grams type bigint[] using gram_numbers(grams);
alter table entry alter column grams set default '{}';
create index entry_grams on entry using gin (grams) with (gin_pending_list_limit = 16384);
create view ledger_entry as select * from entry where town_id = current_town();
grant select on ledger_entry to machimori_app;
drop function gram_numbers(text[]);
