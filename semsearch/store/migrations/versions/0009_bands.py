"""Contents with too many like them are marked, instead of the templates of all; all are compared again."""

from alembic import op

revision = "0009"
down_revision = "0008"

CHANGES = """
DROP TABLE similar_contents;
DROP TABLE compared_means;
DROP TABLE compared;
DROP TABLE template_pairs;
DROP TABLE template_bands;
DROP TABLE templates;

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
    PRIMARY KEY (compared_id, tier))
"""


def upgrade() -> None:
    for statement in CHANGES.split(";\n"):
        op.execute(statement)
