"""Texts that differ in their numbers alone are compared through their template; all are compared again."""

from alembic import op

revision = "0006"
down_revision = "0005"

CHANGES = """
DROP TABLE compared_bands;
DELETE FROM duplicate_pairs;
DELETE FROM compared_means;
DELETE FROM compared;

CREATE TABLE templates (id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE);
ALTER TABLE compared ADD COLUMN template_id INTEGER REFERENCES templates (id);
ALTER TABLE compared ADD COLUMN fillings BLOB;
CREATE INDEX ix_compared_template_id ON compared (template_id);

CREATE TABLE template_bands (
    band INTEGER NOT NULL, template_id INTEGER NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    PRIMARY KEY (band, template_id)) WITHOUT ROWID;
CREATE INDEX ix_template_bands_template_id ON template_bands (template_id);

CREATE TABLE template_pairs (
    one INTEGER NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX ix_template_pairs_other ON template_pairs (other)
"""


def upgrade() -> None:
    for statement in CHANGES.split(";\n"):
        op.execute(statement)
