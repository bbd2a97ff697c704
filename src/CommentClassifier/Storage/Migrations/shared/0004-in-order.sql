-- What changed last is one look, however much there is.
CREATE INDEX human_labels_in_order ON human_labels (docket, id);
CREATE INDEX verdicts_in_order ON verdicts (docket, id);

-- How many live comments have a text, and which is the first, without a look at the comments themselves.
DROP INDEX comments_by_text;
CREATE INDEX comments_by_text ON comments (text_id, content, id);
