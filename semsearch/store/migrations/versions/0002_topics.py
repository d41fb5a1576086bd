"""Topics that stay: what they are called, who belongs to them, where documents lie on the map, and what was undone."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
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
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, x REAL NOT NULL, y REAL NOT NULL)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
