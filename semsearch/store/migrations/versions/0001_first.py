"""The first schema.

It is spelled out rather than taken from `semsearch.store.schema`, which shows the newest one.
"""

from alembic import op

revision = "0001"
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
    quoted TEXT NOT NULL, signature TEXT NOT NULL, content BLOB NOT NULL);
CREATE INDEX ix_documents_file_id ON documents (file_id);
CREATE INDEX ix_documents_message_id ON documents (message_id);
CREATE INDEX ix_documents_thread_id ON documents (thread_id);
CREATE INDEX ix_documents_content ON documents (content);
CREATE INDEX ix_documents_date ON documents (date);

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
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
