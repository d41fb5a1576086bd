"""Duplicates: what has been compared and what came of it, what a person decided, and what was done."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE compared (id INTEGER PRIMARY KEY AUTOINCREMENT, content BLOB NOT NULL UNIQUE, rules INTEGER NOT NULL);

CREATE TABLE compared_bands (
    band INTEGER NOT NULL, compared_id INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    PRIMARY KEY (band, compared_id)) WITHOUT ROWID;
CREATE INDEX ix_compared_bands_compared_id ON compared_bands (compared_id);

CREATE TABLE compared_means (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    compared_id INTEGER NOT NULL UNIQUE REFERENCES compared (id) ON DELETE CASCADE,
    generation_id INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE, mean BLOB NOT NULL);

CREATE TABLE duplicate_pairs (
    one INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE,
    tier VARCHAR NOT NULL, similarity REAL NOT NULL, PRIMARY KEY (one, other, tier)) WITHOUT ROWID;
CREATE INDEX ix_duplicate_pairs_other ON duplicate_pairs (other);

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
