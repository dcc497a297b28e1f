-- 回した課。Which division handed the question on to the one that is asked now; null where that one was asked first.
alter table inquiry_question add column handed_by text;
