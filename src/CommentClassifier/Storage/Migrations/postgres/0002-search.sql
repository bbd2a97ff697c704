-- A tsvector holds at most 1 MB; the beginning of a longer text is searchable.
ALTER TABLE texts ADD COLUMN words tsvector
    GENERATED ALWAYS AS (to_tsvector('english', left(coalesce(content, ''), 200000))) STORED;
CREATE INDEX texts_search ON texts USING gin (words);
