-- The report that was made of it first: further ones are its editions.
alter table inquiry add column report int;
