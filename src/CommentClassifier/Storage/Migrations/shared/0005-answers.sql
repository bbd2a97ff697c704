-- Nobody asks for labels by text alone: a comment's labels are found through its runs.
DROP INDEX labels_by_text;

-- An answer that can be reused is the labels that a run has for a text: the cache names them and holds no copy. Keys are hashes, so rows
-- are kept in the order they come and only the index is random.
CREATE TABLE answers (
    cache_key TEXT PRIMARY KEY,
    run BIGINT NOT NULL REFERENCES runs (id),
    text_id BIGINT NOT NULL REFERENCES texts (id)
);
INSERT INTO answers (cache_key, run, text_id)
SELECT c.cache_key, q.run, c.text_id FROM reply_cache c JOIN requests q ON q.guid = c.source
WHERE EXISTS (SELECT 1 FROM labels l WHERE l.run = q.run AND l.text_id = c.text_id);
DROP TABLE reply_cache;
