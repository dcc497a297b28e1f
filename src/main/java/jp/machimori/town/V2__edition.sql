-- Grows with every change of what pages remember of a town beside its pack: figures that were reported, targets that changed.
alter table town add column edition int not null default 0;
