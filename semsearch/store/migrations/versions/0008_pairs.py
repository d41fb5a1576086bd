"""Similar contents are stored by content, not by pair; all are compared again."""

from alembic import op

revision = "0008"
down_revision = "0007"

CHANGES = """
DROP TABLE duplicate_pairs;
DELETE FROM compared_means;
DELETE FROM compared;
DELETE FROM templates;

CREATE TABLE similar_contents (
    compared_id INTEGER NOT NULL REFERENCES compared (id) ON DELETE CASCADE, tier VARCHAR NOT NULL,
    others BLOB NOT NULL, similarities BLOB NOT NULL,
    PRIMARY KEY (compared_id, tier))
"""


def upgrade() -> None:
    for statement in CHANGES.split(";\n"):
        op.execute(statement)
