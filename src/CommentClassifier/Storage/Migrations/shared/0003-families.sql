CREATE INDEX texts_by_family ON texts (docket, family, id);
