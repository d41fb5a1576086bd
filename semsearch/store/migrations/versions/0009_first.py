"""The first schema. Those with lower numbers were of homes made before the first release (`migrating.FIRST`).

It is spelled out rather than taken from `semsearch.store.schema`, which shows the newest one.
"""

from alembic import op

revision = "0009"
down_revision = None

TABLES = """
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE sources (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind VARCHAR NOT NULL, exclude JSON NOT NULL,
    scanned INTEGER NOT NULL);

CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    device INTEGER NOT NULL, digest BLOB, state VARCHAR NOT NULL);
CREATE INDEX ix_files_source_id ON files (source_id);

CREATE TABLE skips (
    id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE, part TEXT, origin BLOB,
    reason VARCHAR NOT NULL, detail TEXT NOT NULL);
CREATE INDEX ix_skips_file_id ON skips (file_id);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    origin BLOB NOT NULL, "offset" INTEGER, length INTEGER, name TEXT, kind VARCHAR NOT NULL, title TEXT NOT NULL,
    sender TEXT NOT NULL, recipients JSON NOT NULL, date INTEGER, utc_offset INTEGER, message_id TEXT NOT NULL,
    thread_id TEXT NOT NULL, "references" JSON NOT NULL, labels JSON NOT NULL, attachments JSON NOT NULL,
    charset VARCHAR NOT NULL, language VARCHAR NOT NULL, size INTEGER NOT NULL, text TEXT NOT NULL,
    quoted TEXT NOT NULL, signature TEXT NOT NULL, content BLOB NOT NULL, mailing_list TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '', footer INTEGER);
CREATE INDEX ix_documents_file_id ON documents (file_id);
CREATE INDEX ix_documents_message_id ON documents (message_id);
CREATE INDEX ix_documents_thread_id ON documents (thread_id);
CREATE INDEX ix_documents_content ON documents (content);
CREATE INDEX ix_documents_date ON documents (date);
CREATE INDEX ix_documents_sender ON documents (sender);
CREATE INDEX ix_documents_mailing_list ON documents (mailing_list);
CREATE INDEX ix_documents_subject ON documents (subject);
CREATE INDEX ix_documents_labels ON documents (labels, mailing_list);
CREATE INDEX ix_documents_footer ON documents (id) WHERE footer IS NULL AND kind = 'email';
CREATE INDEX ix_documents_narrow ON documents
    (language, kind, attachments, date, size, file_id, name, sender, title);

CREATE TABLE footers (
    kind VARCHAR NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (kind, name, digest));

CREATE TABLE texts (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE);

CREATE TABLE chunks (
    id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    field INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text_id INTEGER NOT NULL REFERENCES texts (id));
CREATE INDEX ix_chunks_document_id ON chunks (document_id);
CREATE INDEX ix_chunks_text_id ON chunks (text_id);

CREATE TABLE generations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, fingerprint VARCHAR NOT NULL, dim INTEGER NOT NULL,
    backend VARCHAR NOT NULL, precision VARCHAR NOT NULL, scales JSON NOT NULL, serving INTEGER NOT NULL);

CREATE TABLE vectors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    generation_id INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
    text_id INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE, vector BLOB NOT NULL,
    UNIQUE (generation_id, text_id));
CREATE INDEX ix_vectors_text ON vectors (text_id);

CREATE VIRTUAL TABLE keywords USING fts5(
    title, body, quoted, people, names, content = '', tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row);

CREATE TABLE topics (
    id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, named INTEGER NOT NULL, shaped INTEGER NOT NULL,
    terms JSON NOT NULL, centre BLOB NOT NULL);

CREATE TABLE topic_members (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    topic_id INTEGER NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    nearness REAL NOT NULL, confidence REAL NOT NULL);
CREATE INDEX ix_topic_members_topic_id ON topic_members (topic_id);

CREATE TABLE topic_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, fingerprint VARCHAR NOT NULL,
    mean BLOB NOT NULL, clustered INTEGER NOT NULL);

CREATE TABLE topic_history (id INTEGER PRIMARY KEY AUTOINCREMENT, action VARCHAR NOT NULL, before BLOB NOT NULL);

CREATE TABLE map_points (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, x REAL NOT NULL, y REAL NOT NULL);

CREATE TABLE compared (
    id INTEGER PRIMARY KEY AUTOINCREMENT, content BLOB NOT NULL UNIQUE, rules INTEGER NOT NULL, words INTEGER,
    crowded BOOLEAN NOT NULL DEFAULT 0);
CREATE INDEX ix_compared_crowded ON compared (id) WHERE crowded;

CREATE TABLE bands (
    band INTEGER NOT NULL, compared_id INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    PRIMARY KEY (band, compared_id)) WITHOUT ROWID;
CREATE INDEX ix_bands_compared_id ON bands (compared_id);

CREATE TABLE crowded_bands (band INTEGER NOT NULL PRIMARY KEY);

CREATE TABLE compared_means (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    compared_id INTEGER NOT NULL UNIQUE REFERENCES compared (id) ON DELETE CASCADE,
    generation_id INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE, mean BLOB NOT NULL);

CREATE TABLE similar_contents (
    compared_id INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE, tier VARCHAR NOT NULL,
    others BLOB NOT NULL, similarities BLOB NOT NULL,
    PRIMARY KEY (compared_id, tier));

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind VARCHAR NOT NULL, one BLOB NOT NULL, other BLOB NOT NULL,
    origin BLOB, path TEXT, UNIQUE (kind, one, other, origin, path));

CREATE TABLE hidden (document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE);

CREATE TABLE actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, kind VARCHAR NOT NULL, path TEXT NOT NULL, part TEXT,
    origin BLOB NOT NULL, target TEXT, made INTEGER NOT NULL, undone INTEGER NOT NULL);
CREATE INDEX ix_actions_batch ON actions (batch)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
