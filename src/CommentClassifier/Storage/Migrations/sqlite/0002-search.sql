-- The index holds words only and reads texts for anything else; secure-delete leaves nothing of a withdrawn text behind.
CREATE VIRTUAL TABLE texts_search USING fts5 (content, content = 'texts', content_rowid = 'id', tokenize = 'porter unicode61');
INSERT INTO texts_search (texts_search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER texts_inserted AFTER INSERT ON texts WHEN new.content IS NOT NULL BEGIN
    INSERT INTO texts_search (rowid, content) VALUES (new.id, new.content);
END;

CREATE TRIGGER texts_updated AFTER UPDATE OF content ON texts WHEN old.content IS NOT new.content BEGIN
    INSERT INTO texts_search (texts_search, rowid, content) SELECT 'delete', old.id, old.content WHERE old.content IS NOT NULL;
    INSERT INTO texts_search (rowid, content) SELECT new.id, new.content WHERE new.content IS NOT NULL;
END;
