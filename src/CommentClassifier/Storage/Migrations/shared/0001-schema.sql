-- Understood by SQLite and PostgreSQL alike; $identity$ and $clustered$ are filled in per database.
-- Times are Unix milliseconds (UTC), money is in picodollars (1e-12 USD) so that sums are exact in both.

CREATE TABLE dockets (
    id $identity$,
    name TEXT NOT NULL UNIQUE,
    title TEXT,
    created_at BIGINT NOT NULL,
    stale BIGINT NOT NULL DEFAULT 1,
    comments BIGINT NOT NULL DEFAULT 0,
    distinct_texts BIGINT NOT NULL DEFAULT 0,
    withdrawn BIGINT NOT NULL DEFAULT 0,
    attachment_only BIGINT NOT NULL DEFAULT 0
);

-- content is null once every comment that carried the text is withdrawn.
CREATE TABLE texts (
    id $identity$,
    docket BIGINT NOT NULL REFERENCES dockets (id),
    fingerprint TEXT NOT NULL,
    tokens BIGINT NOT NULL,
    alone BIGINT NOT NULL,
    family BIGINT,
    content TEXT,
    UNIQUE (docket, fingerprint)
);

-- raw is null where it equals the distinct text. id is the order of import.
CREATE TABLE comments (
    id $identity$,
    docket BIGINT NOT NULL REFERENCES dockets (id),
    comment_id TEXT NOT NULL,
    tracking TEXT,
    text_id BIGINT REFERENCES texts (id),
    content BIGINT NOT NULL,
    organization TEXT,
    category TEXT,
    region TEXT,
    country TEXT,
    withdrawn_reason TEXT,
    posted_at BIGINT,
    received_at BIGINT,
    attachments TEXT,
    row_number BIGINT NOT NULL,
    imported_at BIGINT NOT NULL,
    raw TEXT,
    UNIQUE (docket, comment_id)
);
CREATE INDEX comments_in_order ON comments (docket, id);
CREATE INDEX comments_by_content ON comments (docket, content, id);
CREATE INDEX comments_by_text ON comments (text_id, id);

CREATE TABLE comment_history (
    id $identity$,
    comment BIGINT NOT NULL REFERENCES comments (id),
    kind TEXT NOT NULL,
    old_text BIGINT,
    new_text BIGINT,
    note TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX comment_history_by_comment ON comment_history (comment, id);
CREATE INDEX comment_history_by_text ON comment_history (old_text);

CREATE TABLE runs (
    id $identity$,
    name TEXT NOT NULL UNIQUE,
    docket BIGINT NOT NULL REFERENCES dockets (id),
    base_hash TEXT NOT NULL,
    replicate BIGINT NOT NULL,
    kind TEXT NOT NULL,
    prompt TEXT NOT NULL,
    spec TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    owner TEXT,
    lease_until BIGINT,
    lease_token BIGINT NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'idle',
    priority BIGINT NOT NULL DEFAULT 0,
    launch TEXT,
    queued_at BIGINT,
    served_at BIGINT,
    UNIQUE (base_hash, replicate)
);
CREATE INDEX runs_by_docket ON runs (docket, id);
CREATE INDEX runs_by_prompt ON runs (prompt);
CREATE INDEX runs_by_status ON runs (status, priority);

CREATE TABLE run_comments (
    run BIGINT NOT NULL REFERENCES runs (id),
    comment BIGINT NOT NULL REFERENCES comments (id),
    PRIMARY KEY (run, comment)
) $clustered$;
CREATE INDEX run_comments_by_comment ON run_comments (comment, run);

CREATE TABLE requests (
    id $identity$,
    guid TEXT NOT NULL UNIQUE,
    run BIGINT NOT NULL REFERENCES runs (id),
    purpose BIGINT NOT NULL,
    state BIGINT NOT NULL,
    owner TEXT NOT NULL,
    lease_token BIGINT NOT NULL,
    body_hash TEXT NOT NULL,
    reserved_prompt BIGINT NOT NULL,
    reserved_completion BIGINT NOT NULL,
    reserved_pico BIGINT NOT NULL,
    planned_at BIGINT NOT NULL,
    settled_at BIGINT,
    prompt_tokens BIGINT,
    cached_tokens BIGINT,
    completion_tokens BIGINT,
    pico BIGINT,
    model TEXT,
    fingerprint TEXT,
    finish_reason TEXT,
    http_attempts BIGINT,
    latency_us BIGINT,
    failure TEXT
);
CREATE INDEX requests_by_run ON requests (run, state);

CREATE TABLE request_members (
    request BIGINT NOT NULL REFERENCES requests (id),
    position BIGINT NOT NULL,
    text_id BIGINT NOT NULL REFERENCES texts (id),
    alias TEXT NOT NULL,
    PRIMARY KEY (request, position)
) $clustered$;
CREATE INDEX request_members_by_text ON request_members (text_id, request);

-- Apart from requests so that sums over a run never read the replies.
CREATE TABLE replies (
    request BIGINT PRIMARY KEY REFERENCES requests (id),
    body TEXT
);

CREATE TABLE run_items (
    run BIGINT NOT NULL REFERENCES runs (id),
    text_id BIGINT NOT NULL REFERENCES texts (id),
    state BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    request BIGINT,
    reason TEXT,
    at BIGINT,
    PRIMARY KEY (run, text_id)
) $clustered$;
CREATE INDEX run_items_by_state ON run_items (run, state, text_id);

-- What an item was before it was asked again on a person's order.
CREATE TABLE run_item_history (
    id $identity$,
    run BIGINT NOT NULL REFERENCES runs (id),
    text_id BIGINT NOT NULL,
    state BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    request BIGINT,
    reason TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX run_item_history_by_item ON run_item_history (run, text_id);

-- Append-only: the primary key is what makes a second label of one text in one run impossible.
CREATE TABLE labels (
    run BIGINT NOT NULL REFERENCES runs (id),
    text_id BIGINT NOT NULL REFERENCES texts (id),
    dimension TEXT NOT NULL,
    label TEXT NOT NULL,
    confidence DOUBLE PRECISION,
    quote_start BIGINT,
    quote_length BIGINT,
    request BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (run, text_id, dimension)
) $clustered$;
CREATE INDEX labels_by_label ON labels (run, dimension, label, text_id);
CREATE INDEX labels_by_text ON labels (text_id, run);

-- What control requests answered; it never changes a label.
CREATE TABLE control_labels (
    request BIGINT NOT NULL REFERENCES requests (id),
    text_id BIGINT NOT NULL,
    dimension TEXT NOT NULL,
    label TEXT NOT NULL,
    confidence DOUBLE PRECISION,
    quote_start BIGINT,
    quote_length BIGINT,
    PRIMARY KEY (request, text_id, dimension)
) $clustered$;

CREATE TABLE reply_cache (
    cache_key TEXT PRIMARY KEY,
    text_id BIGINT NOT NULL,
    labels TEXT NOT NULL,
    source TEXT NOT NULL,
    at BIGINT NOT NULL
) $clustered$;

CREATE TABLE human_labels (
    id $identity$,
    docket BIGINT NOT NULL REFERENCES dockets (id),
    comment BIGINT NOT NULL REFERENCES comments (id),
    coder TEXT NOT NULL,
    dimension TEXT NOT NULL,
    label TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX human_labels_by_comment ON human_labels (comment, dimension, coder, id);
CREATE INDEX human_labels_by_docket ON human_labels (docket, coder, dimension, comment);

CREATE TABLE samples (
    id $identity$,
    name TEXT NOT NULL UNIQUE,
    docket BIGINT NOT NULL REFERENCES dockets (id),
    design TEXT NOT NULL,
    seed BIGINT,
    strata_by TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX samples_by_docket ON samples (docket, id);

CREATE TABLE sample_items (
    sample BIGINT NOT NULL REFERENCES samples (id),
    position BIGINT NOT NULL,
    comment BIGINT NOT NULL REFERENCES comments (id),
    stratum TEXT,
    weight DOUBLE PRECISION,
    PRIMARY KEY (sample, position)
) $clustered$;
CREATE INDEX sample_items_by_comment ON sample_items (comment);

-- run is null where two coders disagreed and no model label was judged; kind is null there too.
CREATE TABLE verdicts (
    id $identity$,
    docket BIGINT NOT NULL REFERENCES dockets (id),
    run BIGINT REFERENCES runs (id),
    comment BIGINT NOT NULL REFERENCES comments (id),
    dimension TEXT NOT NULL,
    kind TEXT,
    adjudicated TEXT,
    note TEXT,
    coder TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX verdicts_by_run ON verdicts (run, id);
CREATE INDEX verdicts_by_docket ON verdicts (docket, comment, dimension, id);

CREATE TABLE prompt_versions (
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE TABLE dialects (
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    content TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (endpoint, model)
);

CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

CREATE TABLE sign_in_links (
    hash TEXT PRIMARY KEY,
    user_name TEXT NOT NULL REFERENCES users (name),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE api_keys (
    hash TEXT PRIMARY KEY,
    user_name TEXT NOT NULL REFERENCES users (name),
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX api_keys_by_user ON api_keys (user_name);
