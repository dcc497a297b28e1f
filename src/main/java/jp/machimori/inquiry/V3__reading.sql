-- What everybody reads of one measure.
create index inquiry_question_node on inquiry_question (town_id, inquiry, node, ord);
