-- Where a figure was reported in the application, beneath the town; null: it follows the pack.
alter table figure add column reported text;
